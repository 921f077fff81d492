using Npgsql;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>Writes what members report. Rows of their own, apart from the log: nobody but the owner hears of them.</summary>
internal sealed class ReportBook(ReaderDatabase database)
{
    // Asked and written in one statement. Two who come at once may pass the bound by one: it bounds a list, not a right.
    private const string Write = """
        with
        place as (
            select exists (select from rostra.messages where room_id = $1 and id = $2 and deleted_at is null) as is_there,
                exists (select from rostra.reports where room_id = $1 and message_id = $2 and reporter_id = $3) as is_known,
                (select count(*) from (select from rostra.reports where room_id = $1 and closed_at is null limit $5) o) >= $5 as is_full),
        written as (
            insert into rostra.reports (room_id, message_id, reporter_id, reason)
            select $1, $2, $3, $4 from place where is_there and not is_known and not is_full
            on conflict do nothing)
        select is_there, is_known, is_full from place
        """;

    public async Task<Refusal?> Add(Guid roomId, long messageId, Guid reporterId, string? reason, int openMax)
    {
        await using var command = database.Source.CreateCommand(Write);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = roomId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = messageId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = reporterId });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = reason });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = openMax });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (isThere, isKnown, isFull) = (reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2));
        return !isThere ? Refusals.MessageNotFound : isFull && !isKnown ? Refusals.ReportsFull : null;
    }

    public async Task Close(Guid roomId, long messageId, Guid by)
    {
        await using var command = database.Source.CreateCommand(
            "update rostra.reports set closed_at = now(), closed_by = $3 where room_id = $1 and message_id = $2 and closed_at is null");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = roomId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = messageId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = by });
        await command.ExecuteNonQueryAsync();
    }
}

using Npgsql;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>Removes the beginning of a room's log. The head's lock is the commits' own: while it is held nothing is written to the room.</summary>
internal static class TrimSql
{
    /// <summary>Rooms whose first entry is too old. Looks at one message and one change of each, behind what was removed before.</summary>
    private const string TooOld = """
        select r.id
        from rostra.rooms r
        join rostra.room_heads h on h.room_id = r.id
        cross join lateral (
            select x.at from (
                (select m.id as seq, m.sent_at as at from rostra.messages m where m.room_id = r.id and m.id > h.trimmed_seq order by m.id limit 1)
                union all
                (select c.seq, c.at from rostra.changes c where c.room_id = r.id and c.seq > h.trimmed_seq order by c.seq limit 1)) x
            order by x.seq limit 1) first
        where r.deleted_at is null and h.trimmed_seq < h.last_seq
            and first.at < least($2, now()) - make_interval(hours => 24 * least(nullif($1, 0), nullif(r.keep_days, 0)))
        """;

    // Two statements, because only the second sees all that was committed before the lock was got: also another time to keep.
    private const string Hold = "select last_seq, trimmed_seq from rostra.room_heads where room_id = $1 for no key update skip locked";
    private const string Held = "select keep_days, deleted_at is null, now() from rostra.rooms where id = $1";

    // Up to the first entry that is young enough; an entry with an old time behind it stays as long as that one. The audit stays: an act's entry and the act.
    // What is said of a message goes with it.
    private const string Remove = """
        with
        young as materialized (
            select min(x.seq) as seq from (
                select m.id as seq from rostra.messages m where m.room_id = $1 and m.id > $2 and m.id <= $3 and m.sent_at >= $4
                union all
                select c.seq from rostra.changes c where c.room_id = $1 and c.seq > $2 and c.seq <= $3 and c.at >= $4) x),
        edge as materialized (select coalesce(seq - 1, $3) as seq from young),
        messages as (
            delete from rostra.messages m where m.room_id = $1 and m.id > $2 and m.id <= (select seq from edge) returning 1),
        changes as (
            delete from rostra.changes c where c.room_id = $1 and c.seq > $2 and c.seq <= (select seq from edge)
                and not exists (select from rostra.acts t where t.room_id = c.room_id and t.seq = c.seq) returning 1),
        reactions as (
            delete from rostra.reactions x where x.room_id = $1 and x.message_id > $2 and x.message_id <= (select seq from edge) returning 1),
        reports as (
            delete from rostra.reports p where p.room_id = $1 and p.message_id <= (select seq from edge)),
        head as (
            update rostra.room_heads h set trimmed_seq = (select seq from edge) where h.room_id = $1 and h.trimmed_seq < (select seq from edge))
        select (select seq from edge), (select count(*) from messages), (select count(*) from changes), (select count(*) from reactions)
        """;

    /// <param name="keepDays">The server's.</param>
    public static async Task<List<Guid>> RoomsTooOld(NpgsqlConnection connection, int keepDays, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(TooOld, connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = keepDays });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rooms = new List<Guid>();
        while (await reader.ReadAsync(cancellation))
        {
            rooms.Add(reader.GetGuid(0));
        }
        return rooms;
    }

    /// <summary>Removes up to so many entries in one transaction, with the place up to which it has done so.</summary>
    /// <returns>Null: somebody else holds the room.</returns>
    public static async Task<Trimming?> Step(NpgsqlConnection connection, Guid roomId, int keepDays, int entries, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await Lock(connection, roomId, cancellation) is not var (lastSeq, trimmedSeq, roomKeepDays, databaseNow))
        {
            return null;
        }
        var end = Math.Min(trimmedSeq + entries, lastSeq);
        if (Keeping.Before(keepDays, roomKeepDays, now, databaseNow) is not { } before || end == trimmedSeq)
        {
            return Trimming.None;
        }
        var (trimmed, edge) = await Delete(connection, roomId, trimmedSeq, end, before, cancellation);
        await transaction.CommitAsync(cancellation);
        return trimmed with { IsMore = edge == end && end < lastSeq };
    }

    private static async Task<(long LastSeq, long TrimmedSeq, int KeepDays, DateTimeOffset Now)?> Lock(NpgsqlConnection connection, Guid roomId, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new NpgsqlBatchCommand(Hold).With(roomId), new NpgsqlBatchCommand(Held).With(roomId) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }
        var (lastSeq, trimmedSeq) = (reader.GetInt64(0), reader.GetInt64(1));
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetBoolean(1) ? (lastSeq, trimmedSeq, reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(2)) : null; // Else it is erased as a whole.
    }

    private static async Task<(Trimming Trimmed, long Edge)> Delete(
        NpgsqlConnection connection, Guid roomId, long trimmedSeq, long end, DateTimeOffset before, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Remove, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = roomId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = trimmedSeq });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = end });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = before });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (new Trimming(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), IsMore: false), reader.GetInt64(0));
    }
}

/// <summary>What was removed.</summary>
/// <param name="Changes">Entries of the log that are no messages.</param>
/// <param name="IsMore">It ended because it was enough for one transaction: what follows may be too old as well.</param>
internal readonly record struct Trimming(long Messages, long Changes, long Reactions, bool IsMore)
{
    public static readonly Trimming None;

    public long Rows => Messages + Changes + Reactions;

    public static Trimming operator +(Trimming one, Trimming next) =>
        new(one.Messages + next.Messages, one.Changes + next.Changes, one.Reactions + next.Reactions, next.IsMore);
}

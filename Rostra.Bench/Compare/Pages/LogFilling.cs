using Npgsql;
using NpgsqlTypes;

namespace Rostra.Compare;

/// <summary>Puts messages into a room of Rostra's at its tables, as if they had been said by its members in turn, a second after another. Only while no silo runs.</summary>
internal sealed class LogFilling(string connectionString)
{
    /// <summary>Answers the first one's id.</summary>
    public async Task<long> Fill(Guid room, IEnumerable<string> texts, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var standing = new NpgsqlCommand("""
            select h.last_seq, array(select user_id from rostra.members where room_id = $1 and left_seq is null order by joined_seq)
            from rostra.room_heads h where h.room_id = $1
            """, connection) { Parameters = { new() { Value = room } } };
        long head;
        Guid[] authors;
        await using (var reader = await standing.ExecuteReaderAsync(cancellation))
        {
            await reader.ReadAsync(cancellation);
            (head, authors) = (reader.GetInt64(0), reader.GetFieldValue<Guid[]>(1));
        }

        var (last, sentAt) = (await Copy(connection, room, head, authors, texts, cancellation), DateTime.UtcNow);
        await using var move = new NpgsqlCommand("update rostra.room_heads set last_seq = $2, last_message_at = $3, last_commit = gen_random_uuid() where room_id = $1", connection)
        {
            Parameters = { new() { Value = room }, new() { Value = last }, new() { Value = sentAt } },
        };
        await move.ExecuteNonQueryAsync(cancellation);
        foreach (var tidy in new[] { "select gin_clean_pending_list('rostra.messages_search')", "vacuum (analyze) rostra.messages", "analyze", "checkpoint" })
        {
            await using var command = new NpgsqlCommand(tidy, connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        return head + 1;
    }

    private static async Task<long> Copy(NpgsqlConnection connection, Guid room, long head, Guid[] authors, IEnumerable<string> texts, CancellationToken cancellation)
    {
        var (id, from) = (head, DateTime.UtcNow.AddYears(-1));
        await using var import = await connection.BeginBinaryImportAsync(
            "copy rostra.messages (room_id, id, client_id, author_id, text, sent_at, changed_seq) from stdin (format binary)", cancellation);
        foreach (var text in texts)
        {
            var sentAt = from.AddSeconds(++id - head);
            await import.StartRowAsync(cancellation);
            await import.WriteAsync(room, NpgsqlDbType.Uuid, cancellation);
            await import.WriteAsync(id, NpgsqlDbType.Bigint, cancellation);
            await import.WriteAsync(Guid.CreateVersion7(sentAt), NpgsqlDbType.Uuid, cancellation);
            await import.WriteAsync(authors[id % authors.Length], NpgsqlDbType.Uuid, cancellation);
            await import.WriteAsync(text, NpgsqlDbType.Text, cancellation);
            await import.WriteAsync(sentAt, NpgsqlDbType.TimestampTz, cancellation);
            await import.WriteAsync(id, NpgsqlDbType.Bigint, cancellation);
        }

        await import.CompleteAsync(cancellation);
        return id;
    }
}

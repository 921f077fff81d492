using System.Text.Json;
using Npgsql;

namespace Rostra.Chaos;

/// <summary>The tables, read directly when all is over: messages and changes together are each room's log.</summary>
internal static class FinalReading
{
    private const string Rooms = """
        select h.room_id, h.last_seq, r.deleted_at is not null from rostra.room_heads h join rostra.rooms r on r.id = h.room_id
        """;

    private const string Messages = """
        select m.room_id, m.id, m.client_id, m.author_id, m.text, m.deleted_at is not null, m.changed_seq,
            (select json_agg(json_build_array(x.emoji, x.n)) from (
                select emoji, count(*) n from rostra.reactions x where x.room_id = m.room_id and x.message_id = m.id group by emoji) x)::text
        from rostra.messages m
        """;

    private const string Changes = "select room_id, seq, kind, message_id, user_id, actor from rostra.changes";
    private const string Members = "select room_id, user_id, joined_seq, left_seq from rostra.members";
    private const string Marks = "select room_id, user_id, seq from rostra.read_marks";
    private static readonly string[] Emojis = ["👍", "👎", "❤️", "😂", "🔥", "👀", "🎉"];

    public static async Task<IReadOnlyList<FinalRoom>> Of(string connectionString, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var log = (await Read(database, Messages, Message, cancellation)).Concat(await Read(database, Changes, Change, cancellation)).ToLookup(row => row.Room, row => row.Value);
        var members = (await Read(database, Members, row => (row.GetGuid(0), new Stint(row.GetGuid(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3))), cancellation)).ToLookup(row => row.Room, row => row.Value);
        var marks = (await Read(database, Marks, row => (row.GetGuid(0), new ReadMark(row.GetGuid(1), row.GetInt64(2))), cancellation)).ToLookup(row => row.Room, row => row.Value);
        var rooms = await Read(database, Rooms, row => (row.GetGuid(0), new FinalRoom(row.GetGuid(0), row.GetInt64(1), row.GetBoolean(2))), cancellation);
        return [.. rooms.Select(room => room.Value.Deleted ? room.Value : room.Value with
        {
            Log = [.. log[room.Room].OrderBy(entry => entry.Seq)],
            Members = [.. members[room.Room]],
            Marks = [.. marks[room.Room]],
        })];
    }

    private static (Guid Room, LogEntry Value) Message(NpgsqlDataReader row)
    {
        var isDeleted = row.GetBoolean(5);
        return (row.GetGuid(0), new(row.GetInt64(1), EntryKind.Posted)
        {
            Id = row.GetInt64(1),
            Cid = row.GetGuid(2),
            User = row.GetGuid(3),
            Actor = row.GetGuid(3),
            Hash = isDeleted ? null : Digest.OfText(row.GetString(4)),
            Deleted = isDeleted,
            Changed = row.GetInt64(6),
            Reactions = row.IsDBNull(7) ? null : Seen.Reactions(JsonSerializer.Deserialize<int[][]>(row.GetString(7))!.Select(pair => (Emojis[pair[0]], pair[1]))),
        });
    }

    private static (Guid Room, LogEntry Value) Change(NpgsqlDataReader row) => (row.GetGuid(0), new(row.GetInt64(1), (EntryKind)row.GetInt16(2))
    {
        Id = row.IsDBNull(3) ? null : row.GetInt64(3),
        User = row.IsDBNull(4) ? null : row.GetGuid(4),
        Actor = row.GetGuid(5),
    });

    private static async Task<List<(Guid Room, T Value)>> Read<T>(NpgsqlDataSource database, string sql, Func<NpgsqlDataReader, (Guid, T)> read, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<(Guid, T)>();
        while (await reader.ReadAsync(cancellation)) rows.Add(read(reader));
        return rows;
    }
}

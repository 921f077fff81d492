using Npgsql;
using NpgsqlTypes;
using Rostra.Rooms;

namespace Rostra.Users;

/// <summary>Moves many marks in one statement, and tells for each what is unread after it, all of one moment.</summary>
internal static class ReadMarkSql
{
    // What the snapshot shows as read already is not written again: marks only rise, so it is no less now. A mark that does rise is answered as the upsert
    // left it, perhaps moved further by the person's own message meanwhile. The order of the rows is that of the room log's marks: two statements that
    // touch the same marks never wait for each other in a ring. Member and mark are looked up by what was asked for and not by the room that was found: the latter
    // makes Postgres read all of a large room's members for one of them.
    private const string Text = """
        with
        asked as materialized (select * from unnest(@users, @rooms, @seqs) as t (user_id, room_id, seq)),
        known as materialized (
            select a.user_id, a.room_id, r.id is not null as is_there, h.last_seq, least(a.seq, h.last_seq) as seq,
                m.joined_seq, greatest(m.joined_seq, k.seq) as before
            from asked a
            left join rostra.rooms r on r.id = a.room_id and r.deleted_at is null
            left join rostra.room_heads h on h.room_id = r.id
            left join rostra.members m on r.id is not null and m.room_id = a.room_id and m.user_id = a.user_id and m.left_seq is null
            left join rostra.read_marks k on r.id is not null and k.room_id = a.room_id and k.user_id = a.user_id),
        moved as (
            insert into rostra.read_marks (user_id, room_id, seq)
            select user_id, room_id, seq from known where joined_seq is not null and seq > before order by room_id, user_id
            on conflict (user_id, room_id) do update set seq = greatest(read_marks.seq, excluded.seq)
            returning user_id, room_id, seq),
        now as materialized (
            select k.user_id, k.room_id, k.is_there, k.joined_seq is not null as is_member, k.last_seq,
                greatest(k.before, m.seq) as read_seq, m.seq is not null as has_moved
            from known k left join moved m on m.user_id = k.user_id and m.room_id = k.room_id)
        select n.user_id, n.room_id, n.is_there, n.is_member, n.last_seq, n.read_seq, n.has_moved,
            case when n.is_member then (select count(*) from (
                select from rostra.messages x
                where x.room_id = n.room_id and x.id > n.read_seq and x.author_id <> n.user_id and x.deleted_at is null
                order by x.id limit @unread_max) unread) else 0 end
        from now n
        """;

    public static async Task<Dictionary<MarkKey, Outcome<MovedMark>>> Run(
        NpgsqlConnection connection, IReadOnlyDictionary<MarkKey, long> asked, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Text, connection);
        command.Parameters.Add(Array("users", NpgsqlDbType.Uuid, asked.Keys.Select(key => key.UserId)));
        command.Parameters.Add(Array("rooms", NpgsqlDbType.Uuid, asked.Keys.Select(key => key.RoomId)));
        command.Parameters.Add(Array("seqs", NpgsqlDbType.Bigint, asked.Values));
        command.Parameters.Add(new NpgsqlParameter<int>("unread_max", ReadMark.UnreadMax));
        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var outcomes = new Dictionary<MarkKey, Outcome<MovedMark>>(asked.Count);
        while (await reader.ReadAsync(cancellation))
        {
            outcomes[new(reader.GetGuid(0), reader.GetGuid(1))] = Read(reader);
        }
        return outcomes;
    }

    private static Outcome<MovedMark> Read(NpgsqlDataReader row) =>
        !row.GetBoolean(2) ? Refusals.RoomNotFound
        : !row.GetBoolean(3) ? Refusals.NotMember
        : new MovedMark(new ReadMark(row.GetInt64(5), (int)row.GetInt64(7)), row.GetInt64(4), row.GetBoolean(6));

    private static NpgsqlParameter Array<T>(string name, NpgsqlDbType type, IEnumerable<T> values) =>
        new(name, NpgsqlDbType.Array | type) { Value = values.ToArray() };
}

/// <summary>Whose mark, and where.</summary>
internal readonly record struct MarkKey(Guid UserId, Guid RoomId);

/// <param name="Head">Of the room's log, when the unread messages were counted.</param>
/// <param name="HasMoved">It was lower before.</param>
internal sealed record MovedMark(ReadMark Mark, long Head, bool HasMoved);

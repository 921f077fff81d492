using Npgsql;
using Rostra.Messages;
using Rostra.Rooms;
using Rostra.Rooms.Log;
using Rostra.Storage;
using Rostra.Users;

namespace Rostra.History;

/// <summary>The log after a seq, as what it is about now stands. The log has no hole, so a page's end is known before it is read.</summary>
internal static class ChangesSql
{
    public static IEnumerable<NpgsqlBatchCommand> Queries(Guid roomId, long after, int limit)
    {
        var upTo = after + limit;
        yield return new NpgsqlBatchCommand($"""
            select c.seq, c.kind, c.message_id, c.user_id, u.username, m.role, m.joined_at, m.changed_seq, m.muted_until, c.actor
            from rostra.changes c
            left join rostra.users u on u.id = c.user_id
            left join lateral (
                select x.role, x.joined_at, x.changed_seq, x.muted_until from rostra.members x
                where x.room_id = c.room_id and x.user_id = c.user_id and x.joined_seq <= c.seq order by x.joined_seq desc limit 1) m on true
            where c.room_id = $1 and c.seq > $2 and c.seq <= $3 order by c.seq
            """).With(roomId).With(after).With(upTo);
        yield return new NpgsqlBatchCommand($"""
            select {MessageSql.Columns}
            from (
                select * from rostra.messages where room_id = $1 and id > $2 and id <= $3
                union all
                select * from rostra.messages where room_id = $1 and id <= $2
                    and id in (select message_id from rostra.changes where room_id = $1 and seq > $2 and seq <= $3 and message_id is not null)) m {MessageSql.Joins}
            """).With(roomId).With(after).With(upTo);
        yield return new NpgsqlBatchCommand($"select {RoomSql.Columns} from {RoomSql.Tables} where r.id = $1").With(roomId);
    }

    public static async Task<(ImmutableArray<RoomEvent> Events, Room Room)> Read(NpgsqlDataReader reader, long after, long upTo)
    {
        await reader.NextResultAsync();
        var entries = await ReadEntries(reader, upTo);
        await reader.NextResultAsync();
        var messages = (await MessageSql.ReadAll(reader)).Where(message => message.Id <= upTo).ToDictionary(message => message.Id);
        await reader.NextResultAsync();
        await reader.ReadAsync();
        var room = RoomSql.ReadOne(reader);
        return (Fold(entries, messages, room, after), room);
    }

    private static async Task<List<Entry>> ReadEntries(NpgsqlDataReader reader, long upTo)
    {
        var entries = new List<Entry>();
        while (await reader.ReadAsync())
        {
            var entry = new Entry(
                reader.GetInt64(0),
                (ChangeKind)reader.GetInt16(1),
                reader.IsDBNull(2) ? null : reader.GetInt64(2),
                reader.IsDBNull(4) ? null : new UserRef(reader.GetGuid(3), reader.GetString(4)),
                reader.IsDBNull(5) ? null : (RoomRole)reader.GetInt16(5),
                reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
                reader.IsDBNull(7) ? null : reader.GetInt64(7),
                reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8),
                reader.GetGuid(9));
            if (entry.Seq <= upTo)
            {
                entries.Add(entry);
            }
        }
        return entries;
    }

    /// <summary>Each message once, at its last place on the page; joins and leaves as they were.</summary>
    private static ImmutableArray<RoomEvent> Fold(List<Entry> entries, Dictionary<long, StoredMessage> messages, Room room, long after)
    {
        var places = messages.Keys.ToDictionary(id => id, id => id);
        foreach (var entry in entries)
        {
            if (entry.MessageId is { } id)
            {
                places[id] = entry.Seq;
            }
        }
        var ofMessages = messages.Values.Select(RoomEvent (message) => message.Id > after
            ? new MessagePosted(places[message.Id], message.View())
            : new MessageChanged(places[message.Id], message.View()));
        return [.. entries.Select(entry => entry.ToEvent(room)).OfType<RoomEvent>().Concat(ofMessages).OrderBy(happened => happened.Seq)];
    }

    private sealed record Entry(
        long Seq, ChangeKind Kind, long? MessageId, UserRef? User, RoomRole? Role, DateTimeOffset? JoinedAt, long? ChangedSeq, DateTimeOffset? MutedUntil, Guid Actor)
    {
        public RoomEvent? ToEvent(Room room) => Kind switch
        {
            ChangeKind.MemberJoined => new MemberJoined(Seq, Member),
            ChangeKind.MemberChanged => new MemberChanged(Seq, Member),
            ChangeKind.MemberLeft => new MemberLeft(Seq, User!, Actor == User!.Id ? null : Actor),
            ChangeKind.RoomChanged => new RoomChanged(Seq, room),
            ChangeKind.RoomDeleted => new RoomDeleted(Seq),
            _ => null,
        };

        private Member Member => new(User!, Role!.Value, JoinedAt!.Value, Online: null, ChangedSeq!.Value, MutedUntil);
    }
}

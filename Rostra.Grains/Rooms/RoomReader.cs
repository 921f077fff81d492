using Npgsql;
using Rostra.Messages;
using Rostra.Rooms.Log;
using Rostra.Storage;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>Reads what a room's activation needs to know.</summary>
internal sealed class RoomReader(Snapshot snapshot)
{
    /// <summary>The whole of a room in one snapshot: an activation that starts from it knows exactly the head it read.</summary>
    public Task<LoadedRoom> Load(Guid roomId, int recentMessages, CancellationToken cancellation) => snapshot.Read(
        [
            new NpgsqlBatchCommand("""
                select r.name, r.name_key, r.description, r.owner_id, r.maker_id, r.created_at, r.changed_seq, r.deleted_at, r.slow_mode_seconds, r.slow_mode_seq, h.last_seq, h.last_message_at, r.keep_days, h.trimmed_seq
                from rostra.rooms r join rostra.room_heads h on h.room_id = r.id where r.id = $1
                """).With(roomId),
            new NpgsqlBatchCommand("""
                select m.user_id, u.username, m.role, m.joined_seq, m.joined_at, m.changed_seq, m.muted_until
                from rostra.members m join rostra.users u on u.id = m.user_id where m.room_id = $1 and m.left_seq is null
                """).With(roomId),
            new NpgsqlBatchCommand($"""
                select {MessageSql.Columns}
                from (select * from rostra.messages where room_id = $1 order by id desc limit $2) m {MessageSql.Joins} order by m.id
                """).With(roomId).With(recentMessages + 1),
            .. SanctionSql.Queries(roomId),
        ],
        async reader =>
        {
            var (row, lastSeq, lastMessageAt, trimmedSeq) = await ReadRoom(reader);
            await reader.NextResultAsync();
            var members = await ReadMembers(reader);
            await reader.NextResultAsync();
            var newest = await MessageSql.ReadAll(reader);
            var hasOlder = newest.Count > recentMessages;
            await reader.NextResultAsync();
            var sanctions = await SanctionSql.Read(reader);
            return new LoadedRoom(row, lastSeq, lastMessageAt, members, [.. hasOlder ? newest[1..] : newest], hasOlder, sanctions, trimmedSeq);
        },
        cancellation);

    /// <summary>Messages that commands are about, and those that stand under the client ids asked about.</summary>
    public Task<Findings> Find(Guid roomId, IReadOnlyCollection<long> ids, IReadOnlyCollection<MessageKey> keys) => snapshot.Read(
        [
            new NpgsqlBatchCommand($"""
                select {MessageSql.Columns} from rostra.messages m {MessageSql.Joins} where m.room_id = $1 and m.id = any ($2)
                """).With(roomId).With(ids.ToArray()),
            new NpgsqlBatchCommand($"""
                select {MessageSql.Columns}
                from unnest($2, $3) as k (client_id, author_id)
                join rostra.messages m on m.client_id = k.client_id and m.author_id = k.author_id and m.room_id = $1 {MessageSql.Joins}
                """).With(roomId).With(keys.Select(key => key.ClientId).ToArray()).With(keys.Select(key => key.AuthorId).ToArray()),
        ],
        async reader =>
        {
            var byId = await MessageSql.ReadAll(reader);
            await reader.NextResultAsync();
            var byKey = await MessageSql.ReadAll(reader);
            return new Findings(
                byId.Concat(byKey).DistinctBy(message => message.Id).ToImmutableDictionary(message => message.Id),
                byKey.ToImmutableDictionary(message => message.Key, message => message.Id),
                [.. keys],
                ImmutableDictionary<Guid, UserRef?>.Empty);
        });

    public Task<UserRef?> Person(Guid userId) => snapshot.Read<UserRef?>(
        [new NpgsqlBatchCommand("select username from rostra.users where id = $1").With(userId)],
        async reader => await reader.ReadAsync() ? new UserRef(userId, reader.GetString(0)) : null);

    private static async Task<(RoomRow? Row, long LastSeq, DateTimeOffset? LastMessageAt, long TrimmedSeq)> ReadRoom(NpgsqlDataReader reader)
    {
        if (!await reader.ReadAsync())
        {
            return (null, 0, null, 0);
        }
        var row = new RoomRow(
            reader.GetString(0),
            reader.GetString(1),
            reader.IsDBNull(2) ? null : reader.GetString(2),
            reader.GetGuid(3),
            reader.GetGuid(4),
            reader.GetFieldValue<DateTimeOffset>(5),
            reader.GetInt64(6),
            reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
            reader.GetInt32(8),
            reader.GetInt64(9),
            reader.GetInt32(12));
        return (row, reader.GetInt64(10), reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11), reader.GetInt64(13));
    }

    private static async Task<ImmutableArray<MemberState>> ReadMembers(NpgsqlDataReader reader)
    {
        var members = ImmutableArray.CreateBuilder<MemberState>();
        while (await reader.ReadAsync())
        {
            members.Add(new MemberState(
                new UserRef(reader.GetGuid(0), reader.GetString(1)),
                (RoomRole)reader.GetInt16(2),
                reader.GetInt64(3),
                reader.GetFieldValue<DateTimeOffset>(4),
                reader.GetInt64(5),
                reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6)));
        }
        return members.ToImmutable();
    }
}

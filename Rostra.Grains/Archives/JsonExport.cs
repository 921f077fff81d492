using System.Text;
using Npgsql;
using Rostra.Messages;
using Rostra.Names;

namespace Rostra.Archives;

/// <summary>What was said, as JSON lines for other programs: one object a line, with its <c>type</c>. Passwords and sessions' secrets are in none of them.</summary>
public static class JsonExport
{
    private const string Rooms = """
        select json_strip_nulls(json_build_object('type', 'room', 'id', r.id, 'name', r.name, 'description', r.description, 'ownerId', r.owner_id, 'createdAt', r.created_at, 'lastSeq', h.last_seq))::text
        from rostra.rooms r join rostra.room_heads h on h.room_id = r.id where r.deleted_at is null and ($1::uuid is null or r.id = $1) order by r.id
        """;

    private const string Members = """
        select json_build_object('type', 'member', 'roomId', m.room_id, 'userId', m.user_id, 'username', u.username, 'role', case m.role when 1 then 'owner' else 'member' end, 'joinedAt', m.joined_at)::text
        from rostra.members m join rostra.users u on u.id = m.user_id join rostra.rooms r on r.id = m.room_id and r.deleted_at is null
        where m.left_seq is null and ($1::uuid is null or m.room_id = $1) and ($2::uuid is null or m.user_id = $2) order by m.room_id, m.joined_seq
        """;

    private const string Messages = """
        select json_strip_nulls(json_build_object('type', 'message', 'roomId', m.room_id, 'room', r.name, 'id', m.id, 'clientId', m.client_id, 'authorId', m.author_id, 'author', u.username,
            'text', m.text, 'sentAt', m.sent_at, 'editedAt', m.edited_at, 'deletedAt', m.deleted_at))::text
        from rostra.messages m join rostra.users u on u.id = m.author_id join rostra.rooms r on r.id = m.room_id and r.deleted_at is null
        where ($1::uuid is null or m.room_id = $1) and ($2::uuid is null or m.author_id = $2) order by m.room_id, m.id
        """;

    private const string Reactions = """
        select json_build_object('type', 'reaction', 'roomId', x.room_id, 'messageId', x.message_id, 'userId', x.user_id, 'emoji', ($3::text[])[x.emoji + 1])::text
        from rostra.reactions x join rostra.rooms r on r.id = x.room_id and r.deleted_at is null
        where ($1::uuid is null or x.room_id = $1) and ($2::uuid is null or x.user_id = $2) order by x.room_id, x.seq
        """;

    private const string People = """
        select json_build_object('type', 'person', 'id', u.id, 'username', u.username, 'email', case when u.deleted_at is null then u.email end, 'createdAt', u.created_at)::text
        from rostra.users u where ($2::uuid is null or u.id = $2) order by u.id
        """;

    private const string Sessions = """
        select json_strip_nulls(json_build_object('type', 'session', 'id', s.id, 'createdAt', s.created_at, 'lastUsedAt', s.used_at, 'endedAt', s.ended_at, 'device', s.device, 'address', s.address))::text
        from rostra.sessions s where s.user_id = $2 order by s.created_at, s.id
        """;

    /// <summary>All people, rooms and messages.</summary>
    /// <returns>How many lines were written.</returns>
    public static Task<long> Everything(string connectionString, Stream to, CancellationToken cancellation) =>
        Write(connectionString, to, [People, Rooms, Members, Messages, Reactions], null, null, cancellation);

    /// <summary>One room: its members, messages and reactions.</summary>
    /// <param name="room">Its name or id.</param>
    /// <exception cref="ArchiveException">There is none.</exception>
    public static async Task<long> Room(string connectionString, string room, Stream to, CancellationToken cancellation)
    {
        var id = await Find(
            connectionString, "select id from rostra.rooms where deleted_at is null and (name_key = $1 or id::text = $2)", NameKey.OfRoom(room), room, $"There is no room “{room}”.", cancellation);
        return await Write(connectionString, to, [Rooms, Members, Messages, Reactions], id, null, cancellation);
    }

    /// <summary>What there is of one person: account, sessions, memberships, messages and reactions; nothing that others said.</summary>
    /// <exception cref="ArchiveException">There is none of this name.</exception>
    public static async Task<long> Person(string connectionString, string username, Stream to, CancellationToken cancellation)
    {
        var id = await Find(connectionString, "select id from rostra.users where name_key = $1 or id::text = $2", NameKey.Of(username), username, $"There is no account “{username}”.", cancellation);
        return await Write(connectionString, to, [People, Sessions, Members, Messages, Reactions], null, id, cancellation);
    }

    private static async Task<Guid> Find(string connectionString, string sql, string key, string typed, string none, CancellationToken cancellation)
    {
        await using var connection = await ArchiveConnections.Open(connectionString, cancellation);
        await using var find = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = key }, new() { Value = typed } } };
        return await find.ExecuteScalarAsync(cancellation) as Guid? ?? throw new ArchiveException(none);
    }

    private static async Task<long> Write(string connectionString, Stream to, string[] queries, Guid? room, Guid? person, CancellationToken cancellation)
    {
        await using var connection = await ArchiveConnections.Open(connectionString, cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        await using var lines = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        var count = 0L;
        foreach (var query in queries)
        {
            await using var command = new NpgsqlCommand(query, connection, snapshot);
            command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = room, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
            command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = person, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. Emojis.All] });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            for (; await reader.ReadAsync(cancellation); count++)
            {
                await lines.WriteLineAsync(reader.GetString(0).AsMemory(), cancellation);
            }
        }
        return count;
    }
}

using Npgsql;
using Rostra.Names;
using Rostra.Rooms;
using Rostra.Rooms.Log;

namespace Rostra.Imports;

/// <summary>
/// Brings conversations from elsewhere into the log, with their authors and times. It writes as another activation of a room would, under the same fence: Rostra may run, and a room that
/// people use meanwhile notices that its head has moved, and goes on from there.
/// </summary>
public static class Importer
{
    /// <summary>Messages of one transaction: a room is held for milliseconds.</summary>
    private const int BatchMax = 1_000;

    /// <param name="owner">The name of an account that is there: it owns the new rooms, and is alone in them until others join.</param>
    /// <param name="progress">Told after each room.</param>
    /// <exception cref="ImportException">There is no such account; or a room that came from there was deleted here.</exception>
    public static async Task<ImportReport> Run(string connectionString, ImportSource source, string owner, IProgress<string>? progress, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "rostra-import" }.ConnectionString);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var ids = new ImportIds(source);
        var ownerId = await OwnerId(connection, owner, cancellation);
        var people = await ImportedPeople.Bring(connection, source, ids, cancellation);
        var (messages, known) = (0, 0);
        foreach (var room in source.Rooms)
        {
            var roomId = ids.Room(room.Key);
            await EnsureRoom(connection, roomId, room, source.Kind, ownerId, cancellation);
            var there = await ClientIds(connection, roomId, cancellation);
            var rows = room.Lines.SelectMany(line => ImportTexts.Pieces(line.Text).Select((text, part) => new Row(ids.Message(room.Key, line, part), ids.Person(line.AuthorKey), text, line.At))).ToList();
            var missing = rows.Where(row => there.Add(row.ClientId)).ToList();
            foreach (var batch in missing.Chunk(BatchMax))
            {
                await Append(connection, roomId, batch, cancellation);
            }
            (messages, known) = (messages + missing.Count, known + rows.Count - missing.Count);
            progress?.Report($"{room.Name}: {missing.Count} new messages, {rows.Count - missing.Count} were here");
        }
        return new(source.Rooms.Count, people, messages, known, source.Passed);
    }

    private static async Task<Guid> OwnerId(NpgsqlConnection connection, string owner, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select id from rostra.users where name_key = $1", connection) { Parameters = { new() { Value = NameKey.Of(owner) } } };
        return await command.ExecuteScalarAsync(cancellation) as Guid? ?? throw new ImportException($"There is no account “{owner}” here: register it, then import.");
    }

    private static async Task EnsureRoom(NpgsqlConnection connection, Guid id, ImportedRoom room, string kind, Guid ownerId, CancellationToken cancellation)
    {
        await using (var look = new NpgsqlCommand("select deleted_at is not null from rostra.rooms where id = $1", connection) { Parameters = { new() { Value = id } } })
        {
            switch (await look.ExecuteScalarAsync(cancellation))
            {
                case false:
                    return;
                case true:
                    throw new ImportException($"The room “{room.Name}” came from there before and was deleted here. It stays deleted: import under another --name.");
            }
        }
        foreach (var name in ImportTexts.RoomNames(room.Name, kind, id))
        {
            try
            {
                await using var create = new NpgsqlCommand(AppendSql.Create, connection);
                create.Parameters.AddWithValue("room", id);
                create.Parameters.AddWithValue("commit", Guid.NewGuid());
                create.Parameters.AddWithValue("name", name);
                create.Parameters.AddWithValue("key", NameKey.OfRoom(name));
                create.Parameters.Add(new NpgsqlParameter<string?>("description", NpgsqlTypes.NpgsqlDbType.Text) { TypedValue = null });
                create.Parameters.AddWithValue("owner", ownerId);
                create.Parameters.AddWithValue("role", (short)RoomRole.Owner);
                create.Parameters.AddWithValue("kind", (short)ChangeKind.MemberJoined);
                create.Parameters.AddWithValue("at", room.Lines.Count > 0 ? room.Lines[0].At.ToUniversalTime() : DateTimeOffset.UtcNow);
                await create.ExecuteNonQueryAsync(cancellation);
                return;
            }
            catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // Another room has this name.
            }
        }
        throw new ImportException($"No name is left for the room “{room.Name}”.");
    }

    private static async Task<HashSet<Guid>> ClientIds(NpgsqlConnection connection, Guid roomId, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select client_id from rostra.messages where room_id = $1", connection) { Parameters = { new() { Value = roomId } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(reader.GetGuid(0));
        }
        return found;
    }

    /// <summary>The next places of the room, under its lock; times never fall.</summary>
    private static async Task Append(NpgsqlConnection connection, Guid roomId, Row[] rows, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var hold = new NpgsqlCommand("select from rostra.room_heads where room_id = $1 for no key update", connection, transaction) { Parameters = { new() { Value = roomId } } })
        {
            await hold.ExecuteNonQueryAsync(cancellation); // By itself: the next statement sees where the head stands once it is held.
        }
        await using var append = new NpgsqlCommand("""
            with head as (select last_seq, last_message_at from rostra.room_heads where room_id = @room),
            rows as (
                select r.*, h.last_seq + r.place as id, greatest(h.last_message_at, max(r.at) over (order by r.place)) as sent_at
                from unnest(@clients, @authors, @texts, @ats) with ordinality as r (client_id, author_id, text, at, place), head h),
            written as (
                insert into rostra.messages (room_id, id, client_id, author_id, text, sent_at, changed_seq)
                select @room, id, client_id, author_id, text, sent_at, id from rows order by id)
            update rostra.room_heads set last_seq = last_seq + @count, last_commit = @commit, last_message_at = (select max(sent_at) from rows)
            where room_id = @room
            """, connection, transaction);
        append.Parameters.AddWithValue("room", roomId);
        append.Parameters.AddWithValue("commit", Guid.NewGuid());
        append.Parameters.AddWithValue("count", (long)rows.Length);
        append.Parameters.AddWithValue("clients", rows.Select(row => row.ClientId).ToArray());
        append.Parameters.AddWithValue("authors", rows.Select(row => row.AuthorId).ToArray());
        append.Parameters.AddWithValue("texts", rows.Select(row => row.Text).ToArray());
        append.Parameters.AddWithValue("ats", rows.Select(row => row.At.ToUniversalTime()).ToArray());
        if (await append.ExecuteNonQueryAsync(cancellation) == 0)
        {
            throw new ImportException("The room is gone.");
        }
        await transaction.CommitAsync(cancellation);
    }

    private sealed record Row(Guid ClientId, Guid AuthorId, string Text, DateTimeOffset At);
}

using System.Collections.Concurrent;
using Npgsql;

namespace Rostra.Peer;

internal sealed record PeerMessage(long Id, Guid RoomId, Guid AuthorId, Guid ClientId, string Text, DateTime SentAt);

internal sealed record PeerPage(List<PeerMessage> Messages);

/// <summary>The peer's tables, and its memory of who is in which room.</summary>
internal sealed class PeerRooms(NpgsqlDataSource database)
{
    private readonly ConcurrentDictionary<(Guid Room, Guid Person), bool> _members = new();

    public static async Task Make(NpgsqlDataSource database, IEnumerable<(Guid Room, Guid Person)> members, CancellationToken cancellation)
    {
        await using var make = database.CreateCommand("""
            create table members (room_id uuid not null, person_id uuid not null, primary key (room_id, person_id));
            create index on members (person_id);
            create table messages (
                id bigint generated always as identity primary key,
                room_id uuid not null,
                author_id uuid not null,
                client_id uuid not null,
                text text not null,
                sent_at timestamptz not null default now());
            create index on messages (room_id, id);
            """);
        await make.ExecuteNonQueryAsync(cancellation);
        await using var fill = database.CreateCommand("insert into members select * from unnest($1, $2)");
        var rows = members.ToList();
        fill.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Room)] });
        fill.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Person)] });
        await fill.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Puts messages into a room. Answers the first one's id.</summary>
    public static async Task<long> Fill(NpgsqlDataSource database, Guid room, IEnumerable<string> texts, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using (var import = await connection.BeginBinaryImportAsync("copy messages (room_id, author_id, client_id, text) from stdin (format binary)", cancellation))
        {
            var author = Guid.CreateVersion7();
            foreach (var text in texts)
            {
                await import.StartRowAsync(cancellation);
                await import.WriteAsync(room, cancellation);
                await import.WriteAsync(author, cancellation);
                await import.WriteAsync(Guid.CreateVersion7(), cancellation);
                await import.WriteAsync(text, cancellation);
            }

            await import.CompleteAsync(cancellation);
        }

        await using var tidy = database.CreateCommand("vacuum (analyze) messages");
        await tidy.ExecuteNonQueryAsync(cancellation);
        await using var first = database.CreateCommand("select min(id) from messages where room_id = $1");
        first.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = room });
        return (long)(await first.ExecuteScalarAsync(cancellation))!;
    }

    public async Task<List<Guid>> Of(Guid person)
    {
        await using var command = database.CreateCommand("select room_id from members where person_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = person });
        await using var reader = await command.ExecuteReaderAsync();
        var rooms = new List<Guid>();
        while (await reader.ReadAsync()) rooms.Add(reader.GetGuid(0));
        return rooms;
    }

    public async ValueTask<bool> IsMember(Guid room, Guid person)
    {
        if (_members.TryGetValue((room, person), out var known)) return known;
        await using var command = database.CreateCommand("select exists (select from members where room_id = $1 and person_id = $2)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = room });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = person });
        return _members[(room, person)] = (bool)(await command.ExecuteScalarAsync())!;
    }

    public async Task<PeerMessage> Post(Guid room, Guid author, Guid clientId, string text)
    {
        await using var command = database.CreateCommand("insert into messages (room_id, author_id, client_id, text) values ($1, $2, $3, $4) returning id, sent_at");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = room });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = author });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = clientId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new(reader.GetInt64(0), room, author, clientId, text, reader.GetDateTime(1));
    }

    /// <summary>A page by id, oldest first: what is before a message, or around it.</summary>
    public async Task<PeerPage> Page(Guid room, int limit, long? before, long? around)
    {
        var older = await Part("select id, author_id, client_id, text, sent_at from messages where room_id = $1 and id < $2 order by id desc limit $3", room, around ?? before ?? long.MaxValue, around is null ? limit : limit / 2);
        older.Reverse();
        if (around is { } middle) older.AddRange(await Part("select id, author_id, client_id, text, sent_at from messages where room_id = $1 and id >= $2 order by id limit $3", room, middle, limit - (limit / 2)));
        return new(older);
    }

    private async Task<List<PeerMessage>> Part(string sql, Guid room, long from, int limit)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = room });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync();
        var messages = new List<PeerMessage>();
        while (await reader.ReadAsync()) messages.Add(new(reader.GetInt64(0), room, reader.GetGuid(1), reader.GetGuid(2), reader.GetString(3), reader.GetDateTime(4)));
        return messages;
    }
}

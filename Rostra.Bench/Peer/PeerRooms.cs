using System.Collections.Concurrent;
using Npgsql;

namespace Rostra.Peer;

internal sealed record PeerMessage(long Id, Guid RoomId, Guid AuthorId, Guid ClientId, string Text, DateTime SentAt);

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
}

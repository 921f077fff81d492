using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Rostra.Fencing;
using Rostra.History;
using Rostra.Rooms.Log;
using Rostra.Storage;
using Rostra.Testing;
using Rostra.Users;
using Xunit;

namespace Rostra.Rooms;

/// <summary>A migrated database of a test's own, and what a silo has to reach it; without Orleans.</summary>
internal sealed class RoomDatabase : IAsyncDisposable
{
    private readonly ReaderDatabase _reader;
    private readonly SearchDatabase _search;
    private readonly List<IAsyncDisposable> _writers = [];
    private readonly Epoch _epoch = new();
    private int _people;

    private RoomDatabase(string connectionString)
    {
        ConnectionString = connectionString;
        _reader = new ReaderDatabase(connectionString);
        _search = new SearchDatabase(connectionString);
        _epoch.Set(Guid.NewGuid());
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source => _reader.Source;

    public RoomReader Reader => new(new Snapshot(_reader));

    public ReaderDatabase Readers => _reader;

    public SearchDatabase Search => _search;

    public HistoryGrain History => new(new Snapshot(_reader), _epoch);

    public DirectoryGrain Directory => new(new RoomLists(new Snapshot(_reader), TimeProvider.System), new Snapshot(_reader), _search, _epoch, Options.Create(new RoomOptions()));

    /// <summary>One that is there already.</summary>
    public static RoomDatabase At(string connectionString) => new(connectionString);

    public static async Task<RoomDatabase> Create(PostgresServer postgres)
    {
        var connectionString = await postgres.CreateDatabase();
        await new Migrator(connectionString, TimeProvider.System, NullLogger<Migrator>.Instance).Run(TestContext.Current.CancellationToken);
        return new RoomDatabase(connectionString);
    }

    /// <summary>A silo's writer.</summary>
    /// <param name="port">Another way to the server: a proxy's.</param>
    public RoomLogWriter Writer(int? port = null, TimeProvider? time = null, RoomLogOptions? options = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString);
        settings.Port = port ?? settings.Port;
        var database = new WriterDatabase(settings.ConnectionString);
        var writer = new RoomLogWriter(database, new Fence(TimeProvider.System), Options.Create(options ?? new RoomLogOptions()), time ?? TimeProvider.System, NullLogger<RoomLogWriter>.Instance);
        _writers.Add(writer);
        _writers.Add(database);
        return writer;
    }

    public async Task<UserRef> Person(string? name = null)
    {
        var person = new UserRef(Guid.NewGuid(), name ?? $"person-{Interlocked.Increment(ref _people)}");
        await using var command = Source.CreateCommand("""
            insert into rostra.users (id, username, name_key, name_skeleton, email, password, created_at) values ($1, $2, $2, $2, $2 || '@example.org', '-', now())
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = person.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = person.Username });
        await command.ExecuteNonQueryAsync();
        return person;
    }

    public async Task<T> Ask<T>(string sql, params object[] parameters)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter);
        }
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The log of a room, as its entries stand in the two tables: dense or not.</summary>
    public async Task<List<long>> Log(Guid roomId)
    {
        await using var command = Source.CreateCommand("""
            select id from rostra.messages where room_id = $1 union all select seq from rostra.changes where room_id = $1 order by 1
            """);
        command.Parameters.AddWithValue(roomId);
        await using var reader = await command.ExecuteReaderAsync();
        var log = new List<long>();
        while (await reader.ReadAsync())
        {
            log.Add(reader.GetInt64(0));
        }
        return log;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers)
        {
            await writer.DisposeAsync();
        }
        await _search.DisposeAsync();
        await _reader.DisposeAsync();
    }
}

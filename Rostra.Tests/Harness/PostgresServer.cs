using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rostra.Postgres;

namespace Rostra.Testing;

/// <summary>
/// One real Postgres for all tests of a process, on loopback, started when the first asks; each asks it for a database of its own.
/// Its files are gone with it. It does not sync to disk: a test may kill Rostra, and even the server, but not the machine.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int ConnectionsMax = 600;

    private readonly TestDirectory _directory = new("rostra-tests-");
    private readonly Lazy<Task<EmbeddedPostgres>> _server;
    private int _databases;

    public PostgresServer() => _server = new(() => EmbeddedPostgres.Start(
        new PostgresOptions
        {
            DataDirectory = _directory.Path,
            BinDirectory = Environment.GetEnvironmentVariable("Rostra__Postgres__BinDirectory"),
            Packages = PostgresPackages.Directory,
            Tcp = true,
            Durable = false,
            ConnectionsMax = ConnectionsMax,
        },
        NullLoggerFactory.Instance,
        CancellationToken.None));

    /// <summary>Makes an empty database and answers its connection string.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        var server = (await _server.Value).ConnectionString;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template0", connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }

        _directory.Dispose();
    }
}

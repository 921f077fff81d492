using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rostra.Harness;
using Rostra.Postgres;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Rostra.Harness;

/// <summary>One real Postgres for all tests, on loopback; each asks it for a database of its own.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly TestDirectory _directory = new("rostra-tests-");
    private EmbeddedPostgres? _server;
    private int _databases;

    public string Host => Address.Host!;

    public int Port => Address.Port;

    private NpgsqlConnectionStringBuilder Address => new(_server!.ConnectionString);

    public async ValueTask InitializeAsync() => _server = await EmbeddedPostgres.Start(
        new PostgresOptions
        {
            DataDirectory = _directory.Path,
            Packages = PostgresPackages.Directory,
            Tcp = true,
            Durable = false,
            ConnectionsMax = 400,
        },
        NullLoggerFactory.Instance,
        TestContext.Current.CancellationToken);

    /// <summary>Makes an empty database and answers its connection string.</summary>
    public async Task<string> CreateDatabase(CancellationToken cancellation)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Address.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template0", connection);
        await create.ExecuteNonQueryAsync(cancellation);
        return new NpgsqlConnectionStringBuilder(Address.ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _directory.Dispose();
    }
}

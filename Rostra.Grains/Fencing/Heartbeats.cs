using Npgsql;
using Rostra.Storage;

namespace Rostra.Fencing;

/// <summary>A silo that serves, or served when it crashed.</summary>
/// <param name="TableVersion">Of the membership table, the highest that it has seen.</param>
/// <param name="Beat">Grows while it lives.</param>
internal readonly record struct Heartbeat(string Silo, long TableVersion, long Beat);

/// <summary>Who serves, by what the silos tell Postgres.</summary>
internal interface IHeartbeats
{
    Task<ImmutableArray<Heartbeat>> Read(string clusterId, CancellationToken cancellation);
}

/// <summary>The serving silos of a cluster, as they tell Postgres. One connection of its own, so that no crowd of readers makes a silo look dead.</summary>
internal sealed class Heartbeats(string connectionString) : IHeartbeats, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = Build(connectionString);

    public async Task<ImmutableArray<Heartbeat>> Read(string clusterId, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand("select silo, table_version, beat from rostra.silo_heartbeats where cluster_id = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clusterId });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = ImmutableArray.CreateBuilder<Heartbeat>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new Heartbeat(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        }
        return found.DrainToImmutable();
    }

    public async Task Beat(string clusterId, string silo, long tableVersion, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand("""
            insert into rostra.silo_heartbeats as h (cluster_id, silo, table_version) values ($1, $2, $3)
            on conflict (cluster_id, silo) do update set table_version = excluded.table_version, beat = h.beat + 1, beaten_at = now()
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clusterId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = silo });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = tableVersion });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task Remove(string clusterId, IEnumerable<string> silos, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand("delete from rostra.silo_heartbeats where cluster_id = $1 and silo = any ($2)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = clusterId });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. silos] });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlDataSource Build(string connectionString) => Servers.Open(new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "rostra-heartbeat",
        MaxPoolSize = 1,
        CommandTimeout = 2,
        Timeout = 2,
        Options = "-c statement_timeout=1500",
    });
}

using Npgsql;
using Rostra.Topology;

namespace Rostra.Towns;

/// <summary>What the cluster's processes use while something goes on, looked at from outside.</summary>
internal sealed class Work(LocalCluster cluster)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>PostgreSQL's processes tell what they did when they rest, at the latest after ten seconds.</summary>
    private static readonly TimeSpan StatisticsDelay = TimeSpan.FromSeconds(11);

    public long GatewayBytesMax { get; private set; }

    public long SiloBytesMax { get; private set; }

    /// <summary>Until cancelled.</summary>
    public async Task Watch(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            GatewayBytesMax = Math.Max(GatewayBytesMax, cluster.Gateways.Max(gateway => gateway.ResidentBytes));
            SiloBytesMax = Math.Max(SiloBytesMax, cluster.Silos.Max(silo => silo.ResidentBytes));
            await Task.Delay(LookEvery, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Seconds of processor time until now: of the gateways, the silos, and ourselves.</summary>
    public (double Gateways, double Silos, double Driver) Processor() =>
        (cluster.Gateways.Sum(Seconds), cluster.Silos.Sum(Seconds), Environment.CpuUsage.TotalTime.TotalSeconds);

    /// <summary>Transactions until now; waits until PostgreSQL has counted them.</summary>
    public async Task<long> Transactions(CancellationToken cancellation)
    {
        await Task.Delay(StatisticsDelay, cancellation);
        await using var connection = new NpgsqlConnection(cluster.Postgres.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("select xact_commit from pg_stat_database where datname = current_database()", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static double Seconds(Member member) => member.ProcessorTime.TotalSeconds;
}

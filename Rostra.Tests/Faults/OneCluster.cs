using Npgsql;
using Rostra.Topology;
using Xunit;

namespace Rostra.Faults;

/// <summary>What must be left when a fault is over: all silos serve, all have seen the same membership table, and nobody else serves.</summary>
internal static class OneCluster
{
    /// <summary>Silos beat every 2 s, and look at the table every second.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SettledMax = TimeSpan.FromSeconds(30);

    /// <summary>What a silo says when it ends because it is no member any more.</summary>
    private const string Ends = "This silo writes nothing more and ends";

    public static async Task Prove(LocalCluster cluster, CancellationToken cancellation)
    {
        var silos = cluster.Silos.Select(silo => $"{silo.Address}:{silo.SiloPort}").Order().ToList();
        var before = await Read(cluster, cancellation);
        for (var waited = TimeSpan.Zero; ; waited += LookEvery)
        {
            await Task.Delay(LookEvery, cancellation); // Only time shows that somebody does not beat.
            var now = await Read(cluster, cancellation);
            var serving = now.Where(one => before.GetValueOrDefault(one.Key).Beat is var then && then > 0 && then != one.Value.Beat).ToList();
            if (serving.Select(one => one.Key.Split('@')[0]).Order().SequenceEqual(silos) && serving.Select(one => one.Value.Version).Distinct().Count() == 1)
            {
                return;
            }

            Assert.True(waited < SettledMax, $"There should be one cluster of {string.Join(", ", silos)}; these serve: {string.Join("; ", serving)}");
            before = now;
        }
    }

    /// <summary>How often a silo found that it is no member any more.</summary>
    public static int EndsIn(LocalCluster cluster) =>
        cluster.Silos.Where(silo => File.Exists(silo.LogFile)).Sum(silo => File.ReadLines(silo.LogFile).Count(line => line.Contains(Ends, StringComparison.Ordinal)));

    private static async Task<Dictionary<string, (long Version, long Beat)>> Read(LocalCluster cluster, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(cluster.Postgres.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var beats = new NpgsqlCommand("select silo, table_version, beat + 1 from rostra.silo_heartbeats", connection);
        await using var reader = await beats.ExecuteReaderAsync(cancellation);
        var found = new Dictionary<string, (long, long)>();
        while (await reader.ReadAsync(cancellation))
        {
            found[reader.GetString(0)] = (reader.GetInt64(1), reader.GetInt64(2));
        }

        return found;
    }
}

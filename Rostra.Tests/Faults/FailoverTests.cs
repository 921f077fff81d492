using System.Diagnostics;
using Npgsql;
using Rostra.Topology;
using Xunit;

namespace Rostra.Faults;

/// <summary>A Postgres that waits for a second one with every commit, and dies: what was acknowledged is on the second.</summary>
[Collection(nameof(Processes))]
[Trait("Set", "long")]
[Trait("Fault", "F10")]
public sealed class FailoverTests
{
    private const int People = 12;
    private static readonly TimeSpan ServedMax = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StandsFor = TimeSpan.FromSeconds(14);

    /// <summary>Commits take milliseconds.</summary>
    private static readonly TimeSpan NeverMeans = TimeSpan.FromSeconds(4);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task What_was_acknowledged_is_on_the_standby_when_the_primary_dies() => Under(async (cluster, standby, load) =>
    {
        await cluster.Postgres.Kill();
        await Promoted(standby, load);
        await load.Prove(standby.ConnectionString, Cancellation);

        // The old primary, started again as it was: it acknowledges nothing, for nobody follows it any more.
        await cluster.Postgres.Start(Cancellation);
        await using var old = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(cluster.Postgres.ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await old.OpenAsync(Cancellation);
        var write = new NpgsqlCommand("create table rostra.split_brain (id int)", old).ExecuteNonQueryAsync(Cancellation);
        await Task.WhenAny(write, Task.Delay(NeverMeans, Cancellation));
        Assert.False(write.IsCompleted);
        await cluster.Postgres.Kill();
        await Assert.ThrowsAnyAsync<Exception>(() => write);
    });

    [Fact]
    public Task Nothing_is_acknowledged_while_the_standby_stands_still() => Under(async (cluster, standby, load) =>
    {
        standby.Freeze();
        var moment = Stopwatch.GetTimestamp() + Stopwatch.Frequency; // What was on its way has come by then.
        await SendLoad.UntilPassed(moment, StandsFor, Cancellation);
        var tries = load.Between(moment, long.MaxValue);
        await cluster.Postgres.Kill();
        standby.Thaw();
        Say($"{tries.Count} tries while it stood still: {string.Join(", ", tries.CountBy(attempt => attempt.Answer))}");
        Assert.DoesNotContain(tries, attempt => attempt.IsAcked);
        await Promoted(standby, load);
        await load.Prove(standby.ConnectionString, Cancellation);
    });

    private static async Task Promoted(Standby standby, SendLoad load)
    {
        var died = Stopwatch.GetTimestamp();
        await standby.Promote(Cancellation);
        var promoted = Stopwatch.GetTimestamp();
        await load.Until(20, Cancellation);
        Say($"promoted after {Stopwatch.GetElapsedTime(died, promoted)}, served again {load.WaitAfter(promoted)} later; {load.Failed.Count} tries failed of {load.Acked}");
        Assert.True(load.WaitAfter(promoted) < ServedMax, $"{load.WaitAfter(promoted)}");
    }

    private static async Task Under(Func<LocalCluster, Standby, SendLoad, Task> fault)
    {
        await using var cluster = await LocalCluster.Start(new ClusterPlan { Silos = 2, Gateways = 2 }, Cancellation);
        await using var standby = await Standby.Follow(cluster, Cancellation);
        foreach (var silo in cluster.Silos)
        {
            silo.Environment[Settings.Postgres] = standby.Both(cluster);
            await silo.Stop();
            await silo.Start(Cancellation);
            await silo.WaitReady(Cancellation);
        }

        await using var load = await SendLoad.Start(cluster.Url, People, Cancellation);
        await load.Until(20, Cancellation);
        var before = cluster.Silos.Select(silo => silo.Pid).ToList();
        await fault(cluster, standby, load);
        Assert.Equal(before, cluster.Silos.Select(silo => silo.Pid));
    }

    private static void Say(string what) => TestContext.Current.SendDiagnosticMessage($"{TestContext.Current.TestMethod?.MethodName}: {what}.");
}

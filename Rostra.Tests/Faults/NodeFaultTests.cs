using System.Diagnostics;
using Rostra.Topology;
using Xunit;

namespace Rostra.Faults;

/// <summary>Real processes under load, of which one dies, hangs or is stopped, or Redis forgets. Figures of quiet machines are in docs/reliability.md; here is what must hold on any.</summary>
[Collection(nameof(Processes))]
[Trait("Set", "long")]
public sealed class NodeFaultTests
{
    private const int People = 12;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Fault", "F1")]
    public Task A_killed_silo_costs_no_message() => Under(async (cluster, load) =>
    {
        var moment = Stopwatch.GetTimestamp();
        await cluster.Silos[1].Kill();
        await load.Until(20, Cancellation);
        Report(load, moment);
    });

    [Fact]
    [Trait("Fault", "F2")]
    public Task A_stopped_silo_is_not_noticed() => Under(async (cluster, load) =>
    {
        var moment = Stopwatch.GetTimestamp();
        await cluster.Silos[1].Stop();
        TestContext.Current.SendDiagnosticMessage($"The stop took {Stopwatch.GetElapsedTime(moment)}.");
        await load.Until(20, Cancellation);
        Report(load, moment);
        Assert.Empty(load.Failed);
    });

    [Fact]
    [Trait("Fault", "F2")]
    public Task A_silo_whose_stop_is_cut_short_costs_no_message() => Under(async (cluster, load) =>
    {
        var moment = Stopwatch.GetTimestamp();
        cluster.Silos[1].StopTime = TimeSpan.FromSeconds(2); // SIGTERM, and then SIGKILL.
        await cluster.Silos[1].Stop();
        TestContext.Current.SendDiagnosticMessage($"It ended after {Stopwatch.GetElapsedTime(moment)}: {cluster.Silos[1].State}.");
        await load.Until(20, Cancellation);
        Report(load, moment);
    });

    [Fact]
    [Trait("Fault", "F3")]
    public Task A_frozen_silo_is_replaced_and_ends_when_it_wakes() => Under(async (cluster, load) =>
    {
        var (silo, moment) = (cluster.Silos[1], Stopwatch.GetTimestamp());
        silo.Restarts = false;
        await silo.Freeze();
        await load.Until(20, Cancellation);
        Report(load, moment);
        while (Stopwatch.GetElapsedTime(moment) < TimeSpan.FromSeconds(20))
        {
            await load.Until(5, Cancellation);
        }

        moment = Stopwatch.GetTimestamp();
        await silo.Thaw();
        await silo.Ended(Cancellation);
        var awake = Stopwatch.GetElapsedTime(moment);
        TestContext.Current.SendDiagnosticMessage($"It ended {awake} after it woke.");
        Assert.True(awake < TimeSpan.FromSeconds(7), $"{awake}");
        await load.Until(5, Cancellation);
    });

    [Fact]
    [Trait("Fault", "F3")]
    public async Task A_silo_that_was_frozen_for_a_minute_and_a_half_writes_nothing_when_it_wakes_whoever_asks()
    {
        await using var cluster = await LocalCluster.Start(new ClusterPlan { Silos = 2, Gateways = 2, Durable = false }, Cancellation);
        await using var first = await SendLoad.Start(cluster.Gateways[0].Url, People / 2, Cancellation);
        await using var second = await SendLoad.Start(cluster.Gateways[1].Url, People / 2, Cancellation);
        var (silo, moment) = (cluster.Silos[1], Stopwatch.GetTimestamp());
        silo.Restarts = false;
        await silo.Freeze();
        await SendLoad.UntilPassed(moment, TimeSpan.FromSeconds(90), Cancellation);
        Assert.All([first, second], load => Assert.True(load.LongestGapSince(moment) < TimeSpan.FromSeconds(10), $"{load.LongestGapSince(moment)}"));
        Report(first, moment);
        Report(second, moment);

        moment = Stopwatch.GetTimestamp();
        await silo.Thaw();
        await silo.Ended(Cancellation);
        var awake = Stopwatch.GetElapsedTime(moment);
        await first.Until(5, Cancellation);
        await second.Until(5, Cancellation);
        TestContext.Current.SendDiagnosticMessage($"It ended {awake} after it woke; the longest gap since then was {first.LongestGapSince(moment)} and {second.LongestGapSince(moment)}.");
        Assert.True(awake < TimeSpan.FromSeconds(7), $"{awake}");
        await SendLoad.Prove([first, second], cluster.Postgres.ConnectionString, Cancellation);
    }

    [Fact]
    [Trait("Fault", "F5")]
    public Task A_stopped_gateway_is_not_noticed() => Under(async (cluster, load) =>
    {
        var moment = Stopwatch.GetTimestamp();
        await cluster.Gateways[0].Stop();
        await load.Until(20, Cancellation);
        Report(load, moment);
        Assert.Empty(load.Failed);
    });

    [Fact]
    [Trait("Fault", "F13")]
    public Task An_emptied_Redis_is_not_noticed_and_a_silo_that_starts_then_joins_the_others() => Under(async (cluster, load) =>
    {
        var before = cluster.Silos.Select(silo => silo.Pid).ToList();
        var moment = Stopwatch.GetTimestamp();
        await cluster.Redis.Ask("FLUSHALL", Cancellation);
        await load.Until(100, Cancellation);
        Report(load, moment);
        Assert.Empty(load.Failed);
        Assert.Equal(before, cluster.Silos.Select(silo => silo.Pid));

        await cluster.Redis.Kill();
        cluster.Redis.Erase();
        await cluster.Redis.Start(Cancellation);
        await cluster.Silos[1].Stop();
        await cluster.Silos[1].Start(Cancellation);
        await cluster.Silos[1].WaitReady(Cancellation);
        await load.Until(50, Cancellation);
        Assert.Equal(before[0], cluster.Silos[0].Pid);
    });

    [Fact]
    [Trait("Fault", "F12")]
    public Task Without_Redis_everything_goes_on() => Under(async (cluster, load) =>
    {
        var before = cluster.Silos.Select(silo => silo.Pid).ToList();
        var moment = Stopwatch.GetTimestamp();
        await cluster.Redis.Stop();
        while (Stopwatch.GetElapsedTime(moment) < TimeSpan.FromSeconds(30))
        {
            await load.Until(20, Cancellation);
        }

        await cluster.Redis.Start(Cancellation);
        await load.Until(20, Cancellation);
        Report(load, moment);
        Assert.Empty(load.Failed);
        Assert.Equal(before, cluster.Silos.Select(silo => silo.Pid));
    });

    [Fact]
    [Trait("Fault", "F12")]
    public Task A_silo_that_dies_while_Redis_is_away_keeps_its_rooms_until_it_is_back_and_the_others_go_on() => Under(async (cluster, load) =>
    {
        var (staying, moment) = (cluster.Silos[0].Pid, Stopwatch.GetTimestamp());
        await cluster.Redis.Stop();
        await cluster.Silos[1].Kill();
        await SendLoad.UntilPassed(moment, TimeSpan.FromSeconds(25), Cancellation);
        Report(load, moment);
        var shortest = load.ShortestGapSince(moment);
        var healed = Stopwatch.GetTimestamp();
        await cluster.Redis.Start(Cancellation);
        await load.Until(20, Cancellation);
        TestContext.Current.SendDiagnosticMessage($"Who was served best waited {shortest}; all were {load.WaitAfter(healed)} after Redis was back.");
        Assert.True(shortest < TimeSpan.FromSeconds(5), $"{shortest}");
        Assert.True(load.WaitAfter(healed) < TimeSpan.FromSeconds(15), $"{load.WaitAfter(healed)}");
        Assert.Equal(staying, cluster.Silos[0].Pid);
    });

    [Fact]
    [Trait("Fault", "F32")]
    public Task After_a_crash_of_everything_sends_succeed_within_a_minute() => Under(async (cluster, load) =>
    {
        var moment = Stopwatch.GetTimestamp();
        foreach (var member in cluster.Members)
        {
            await member.Kill();
        }

        cluster.Redis.Erase();
        foreach (var member in cluster.Members)
        {
            await member.Start(Cancellation);
        }

        var started = Stopwatch.GetTimestamp();
        await load.Until(1, Cancellation);
        Report(load, moment);
        Assert.True(load.WaitAfter(started) < TimeSpan.FromMinutes(1), $"{load.WaitAfter(started)}");
    });

    private static async Task Under(Func<LocalCluster, SendLoad, Task> fault)
    {
        await using var cluster = await LocalCluster.Start(new ClusterPlan { Silos = 2, Gateways = 2, Durable = false }, Cancellation);
        await using var load = await SendLoad.Start(cluster.Url, People, Cancellation);
        await load.Until(20, Cancellation);
        await fault(cluster, load);
        await load.Prove(cluster.Postgres.ConnectionString, Cancellation);
    }

    private static void Report(SendLoad load, long moment)
    {
        TestContext.Current.SendDiagnosticMessage($"{TestContext.Current.TestMethod?.MethodName}: next ack {load.WaitAfter(moment)}, longest gap {load.LongestGap}, failed {load.Failed.Count} of {load.Acked}.");
    }
}

using System.Diagnostics;
using Rostra.Topology;
using Xunit;

namespace Rostra.Faults;

/// <summary>Three silos whose links break: real processes, each in a network of its own. Postgres is always reached, so that only the fence stands between two sides that write.</summary>
[Collection(nameof(Processes))]
[Trait("Set", "long")]
public sealed class PartitionTests
{
    private const int PeoplePerGateway = 8;
    private static readonly TimeSpan ServedMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RefusedMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GoneMax = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CutFor = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan FlapEvery = TimeSpan.FromSeconds(3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Fault", "F14")]
    public Task The_larger_side_goes_on_and_the_smaller_ends_where_both_see_Redis() =>
        Parted(cluster => new Sides(GoesOn: [.. Larger(cluster)], Ends: [.. Smaller(cluster)]), RefusedMax);

    [Fact]
    [Trait("Fault", "F15")]
    public Task The_larger_side_goes_on_and_the_smaller_ends_where_the_larger_has_Redis() =>
        Parted(cluster => new Sides(GoesOn: [.. Larger(cluster), cluster.Redis], Ends: [.. Smaller(cluster)]), RefusedMax);

    // The larger side must see in Postgres, twice, that the others went on without it.
    [Fact]
    [Trait("Fault", "F15")]
    public Task The_side_that_has_Redis_goes_on_and_the_other_ends_also_where_that_is_the_larger() =>
        Parted(cluster => new Sides(GoesOn: [.. Smaller(cluster), cluster.Redis], Ends: [.. Larger(cluster)]), GoneMax);

    [Fact]
    [Trait("Fault", "F16")]
    public Task A_link_that_is_broken_one_way_and_then_flaps_loses_nothing() => Under(async (cluster, loads) =>
    {
        var (one, other) = (cluster.Silos[0], cluster.Silos[1]);
        var moment = Stopwatch.GetTimestamp();
        await cluster.Network!.CutOneWay(one, other);
        await SendLoad.UntilPassed(moment, CutFor, Cancellation);
        await cluster.Network.Heal();
        await Recover(cluster, loads, "one way", moment);

        moment = Stopwatch.GetTimestamp();
        for (var round = 0; round < 5; round++)
        {
            await cluster.Network.Cut(one, other);
            await Task.Delay(FlapEvery, Cancellation);
            await cluster.Network.Heal();
            await Task.Delay(FlapEvery, Cancellation);
        }

        await Recover(cluster, loads, "flapping", moment);
        Assert.InRange(OneCluster.EndsIn(cluster), 0, 4);
    });

    [Fact]
    [Trait("Fault", "F16")]
    public Task Links_that_are_cut_one_by_one_and_heal_in_any_order_lose_nothing() => Under(async (cluster, loads) =>
    {
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage($"Seed {seed}.");
        var random = new Random(seed);
        var (silos, moment) = (cluster.Silos, Stopwatch.GetTimestamp());
        (Member One, Member Other)[] links = [(silos[0], silos[1]), (silos[1], silos[2]), (silos[0], silos[2]), (silos[2], cluster.Redis), (silos[0], cluster.Gateways[1])];
        random.Shuffle(links);
        foreach (var (one, other) in links)
        {
            await cluster.Network!.Cut(one, other);
            await Task.Delay(FlapEvery, Cancellation);
        }

        random.Shuffle(links);
        foreach (var (one, other) in links)
        {
            await cluster.Network!.Heal(one, other);
            await Task.Delay(FlapEvery, Cancellation);
        }

        await Recover(cluster, loads, "swizzle", moment);
        Assert.InRange(OneCluster.EndsIn(cluster), 0, 4);
    });

    /// <param name="GoesOn">Its people are served again.</param>
    /// <param name="Ends">Its people are refused, and its silos end.</param>
    private sealed record Sides(Member[] GoesOn, Member[] Ends);

    private static IEnumerable<Member> Smaller(LocalCluster cluster) => [cluster.Silos[0], cluster.Gateways[0]];

    private static IEnumerable<Member> Larger(LocalCluster cluster) => [cluster.Silos[1], cluster.Silos[2], cluster.Gateways[1]];

    private static Task Parted(Func<LocalCluster, Sides> divide, TimeSpan refusedMax) => Under(async (cluster, loads) =>
    {
        var sides = divide(cluster);
        var (ending, staying) = (sides.Ends.OfType<SiloMember>().ToList(), sides.GoesOn.OfType<SiloMember>().Select(silo => (silo, silo.Pid)).ToList());
        ending.ForEach(silo => silo.Restarts = false);
        var (served, refused) = (loads[At(cluster, sides.GoesOn)], loads[At(cluster, sides.Ends)]);

        var moment = Stopwatch.GetTimestamp();
        await cluster.Network!.Split(sides.GoesOn, sides.Ends);
        var gone = ending.Select(silo => EndedAfter(silo, moment)).ToList();
        await served.Until(20, Cancellation);
        await SendLoad.UntilPassed(moment, CutFor, Cancellation);
        var (servedAfter, lastAck) = (served.LongestGapSince(moment), Stopwatch.GetElapsedTime(moment, refused.LastAck));
        Say($"served again after {servedAfter}, the last ack of the other side after {lastAck}, {string.Join(", ", gone.Select(end => end.IsCompleted ? $"gone after {end.Result}" : "still there"))}");
        Assert.True(servedAfter < ServedMax, $"Served after {servedAfter}");
        Assert.True(lastAck < refusedMax, $"Refused after {lastAck}");
        Assert.All(gone, end => Assert.True(end.IsCompleted && end.Result < GoneMax, "A silo of the side that ends is still there, or was for too long."));
        Assert.All(staying, one => Assert.Equal(one.Pid, one.silo.Pid));
        Assert.Equal(ending.Count, OneCluster.EndsIn(cluster));

        await cluster.Network.Heal();
        foreach (var silo in ending)
        {
            silo.Restarts = true;
            await silo.Start(Cancellation);
        }

        await Recover(cluster, loads, "parted", Stopwatch.GetTimestamp());
        Assert.Equal(ending.Count, OneCluster.EndsIn(cluster));
    });

    /// <summary>Everything works; from here on everybody must be served soon.</summary>
    private static async Task Recover(LocalCluster cluster, IReadOnlyList<SendLoad> loads, string what, long moment)
    {
        var healed = Stopwatch.GetTimestamp();
        foreach (var load in loads)
        {
            await load.Until(5, Cancellation);
        }

        var (failed, tried) = (loads.Sum(load => load.Between(moment, healed).Count(attempt => !attempt.IsAcked)), loads.Sum(load => load.Between(moment, healed).Count));
        var after = loads.Max(load => load.WaitAfter(healed));
        Say($"{what}: all are served {after} after it healed; {failed} of {tried} tries failed before; ends {OneCluster.EndsIn(cluster)}; longest gap {loads.Max(load => load.LongestGap)}");
        Assert.True(after < ServedMax, $"Served {after} after it healed");
        await cluster.WaitReady(Cancellation);
        await OneCluster.Prove(cluster, Cancellation);
    }

    private static async Task<TimeSpan> EndedAfter(SiloMember silo, long moment)
    {
        await silo.Ended(Cancellation);
        return Stopwatch.GetElapsedTime(moment);
    }

    private static int At(LocalCluster cluster, Member[] side) => cluster.Gateways.Index().Single(gateway => side.Contains(gateway.Item)).Index;

    private static async Task Under(Func<LocalCluster, IReadOnlyList<SendLoad>, Task> fault)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Say("networks of their own need root: not tried");
            return;
        }

        await using var cluster = await LocalCluster.Start(new ClusterPlan { Silos = 3, Gateways = 2, Durable = false, Isolated = true }, Cancellation);
        await using var first = await SendLoad.Start(cluster.Gateways[0].Url, PeoplePerGateway, Cancellation);
        await using var second = await SendLoad.Start(cluster.Gateways[1].Url, PeoplePerGateway, Cancellation);
        SendLoad[] loads = [first, second];
        foreach (var load in loads)
        {
            await load.Until(20, Cancellation);
        }

        await fault(cluster, loads);
        await SendLoad.Prove(loads, cluster.Postgres.ConnectionString, Cancellation);
    }

    private static void Say(string what) => TestContext.Current.SendDiagnosticMessage($"{TestContext.Current.TestMethod?.MethodName}: {what}.");
}

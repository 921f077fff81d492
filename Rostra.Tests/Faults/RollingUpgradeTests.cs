using System.Diagnostics;
using Rostra.Topology;
using Xunit;

namespace Rostra.Faults;

/// <summary>A cluster of an earlier commit becomes today's, process by process, while people write and listen; and then the earlier one again.</summary>
[Collection(nameof(Processes))]
[Trait("Set", "long"), Trait("Fault", "F31")]
public sealed class RollingUpgradeTests
{
    private const int People = 12;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cluster_is_upgraded_and_taken_back_one_by_one_and_nobody_notices()
    {
        await OlderBuild.Ensure(Cancellation);
        var current = new Dictionary<RostraMember, string>();
        List<SendTry> failed = [];
        var plan = new ClusterPlan { Silos = 2, Gateways = 2, Durable = false, Configure = Age };
        await using var cluster = await LocalCluster.Start(plan, Cancellation);
        await using var load = await SendLoad.Start(cluster.Url, People, Cancellation);
        await using var ears = await GatewayEars.Open(cluster, Cancellation);
        await load.Until(20, Cancellation);

        // Silos first: gateways may call what only newer silos know. Back in the other order, for the same reason.
        RostraMember[] upwards = [.. cluster.Silos, .. cluster.Gateways];
        foreach (var member in upwards)
        {
            await Replace(member, current[member]);
        }

        foreach (var member in upwards.Reverse())
        {
            await Replace(member, Older(member));
        }

        TestContext.Current.SendDiagnosticMessage($"Longest gap {load.LongestGap}, failed {load.Failed.Count} of {load.Acked}, {failed.Count} of them not at the end of an older gateway.");
        Assert.Empty(failed);
        await load.Prove(cluster.Postgres.ConnectionString, except: ears.Said, Cancellation);

        void Age(Member member)
        {
            if (member is RostraMember rostra)
            {
                current[rostra] = rostra.ProgramDirectory;
                rostra.ProgramDirectory = Older(rostra);
            }
        }

        IEnumerable<SendTry> Failures(long since) => load.Between(since, Stopwatch.GetTimestamp()).Where(attempt => !attempt.IsAcked);

        async Task Replace(RostraMember member, string program)
        {
            var moment = Stopwatch.GetTimestamp();
            // An older gateway's way of stopping is its own: it let go of requests under way (docs/decisions/0088). They are repeated, and proved like all others.
            var isOlderGateway = member is GatewayMember && program == current[member];
            await member.Stop();
            var stopped = Stopwatch.GetTimestamp();
            member.ProgramDirectory = program;
            await member.Start(Cancellation);
            await member.WaitReady(Cancellation);
            await load.Until(10, Cancellation);
            await ears.HearEachOther(Cancellation);
            TestContext.Current.SendDiagnosticMessage($"{member.Name} is {(program == current[member] ? "new" : "old")} after {Stopwatch.GetElapsedTime(moment)}; failed sends: {string.Join("; ", Failures(moment))}");
            failed.AddRange(Failures(isOlderGateway ? stopped : moment));
        }
    }

    private static string Older(RostraMember member) => OlderBuild.Of(member is SiloMember ? "Rostra.Silo" : "Rostra.Gateway");
}

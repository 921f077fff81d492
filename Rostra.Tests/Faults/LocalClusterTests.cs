using System.Net;
using Npgsql;
using Rostra.Topology;
using Xunit;

namespace Rostra.Faults;

/// <summary>The cluster that other tests hurt: what it promises them.</summary>
[Collection(nameof(Processes))]
[Trait("Set", "short")]
public sealed class LocalClusterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Long: what ./cluster does in the short set is done by the same library.
    [Fact]
    [Trait("Set", "long")]
    public async Task Each_process_can_be_killed_stopped_frozen_and_started_again()
    {
        await using var cluster = await LocalCluster.Start(new ClusterPlan { Silos = 2, Gateways = 2, Durable = false }, Cancellation);
        using var http = new HttpClient();

        Assert.All(cluster.Members, member => Assert.Equal(MemberState.Running, member.State));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(cluster.Url, "/health/ready"), Cancellation)).StatusCode);

        var (silo, gateway) = (cluster.Silos[1], cluster.Gateways[0]);
        var before = silo.Pid;
        await silo.Kill();
        Assert.Equal((MemberState.Killed, null), (silo.State, silo.Pid));
        await silo.Start(Cancellation);
        await silo.Start(Cancellation);
        await silo.WaitReady(Cancellation);
        Assert.NotEqual(before, silo.Pid);

        await gateway.Stop();
        Assert.Equal(MemberState.Stopped, gateway.State);
        await gateway.Start(Cancellation);
        await gateway.Freeze();
        Assert.Equal(MemberState.Frozen, gateway.State);
        await gateway.Thaw();
        await gateway.WaitReady(Cancellation);

        await cluster.Redis.Kill();
        cluster.Redis.Erase();
        await cluster.Redis.Start(Cancellation);
        await cluster.Redis.WaitReady(Cancellation);
        Assert.Equal("+OK", await cluster.Redis.Ask("FLUSHALL", Cancellation));

        await cluster.Postgres.StopImmediately();
        await cluster.Postgres.Start(Cancellation);
        await using var connection = new NpgsqlConnection(cluster.Postgres.ConnectionString);
        await connection.OpenAsync(Cancellation);
    }

    [Fact]
    public async Task Links_between_processes_can_be_cut_and_healed()
    {
        var plan = new ClusterPlan { Silos = 1, Gateways = 1, Durable = false, Isolated = true };
        if (!Environment.IsPrivilegedProcess)
        {
            await Assert.ThrowsAsync<StartRefusedException>(() => LocalCluster.Start(plan, Cancellation));
            return;
        }

        await using var cluster = await LocalCluster.Start(plan, Cancellation);
        var (silo, gateway) = (cluster.Silos[0], cluster.Gateways[0]);

        await cluster.Network!.Cut(silo, gateway);
        while (await gateway.IsReady(Cancellation))
        {
        }

        Assert.True(await silo.IsReady(Cancellation));
        await cluster.Network.Heal();
        await gateway.WaitReady(Cancellation);
    }
}

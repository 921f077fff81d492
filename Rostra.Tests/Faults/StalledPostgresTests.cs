using System.Diagnostics;
using Npgsql;
using Rostra.Topology;
using Xunit;

namespace Rostra.Faults;

/// <summary>Postgres that answers nobody for half a minute, or has no connection to give: everybody is told in time, nothing else suffers, and all goes on by itself.</summary>
[Collection(nameof(Processes))]
[Trait("Set", "long")]
public sealed class StalledPostgresTests
{
    private const int People = 12;

    /// <summary>Three silos of these tests keep about ten each under this load.</summary>
    private const int ConnectionsMax = 40;

    private static readonly TimeSpan StallFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RefusedMax = TimeSpan.FromSeconds(10); // The gateway's 8 s, and what a busy machine takes to say so.
    private static readonly TimeSpan ServedMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LiveMax = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Fault", "F7")]
    public Task A_server_that_stands_still_is_waited_for() => Under(cluster => cluster.Postgres.Freeze(), cluster => cluster.Postgres.Thaw());

    [Fact]
    [Trait("Fault", "F7")]
    public async Task A_table_that_is_locked_is_waited_for()
    {
        NpgsqlConnection? holder = null;
        await Under(
            async cluster =>
            {
                holder = await Open(cluster);
                await using var locking = new NpgsqlCommand("begin; lock table rostra.messages in access exclusive mode", holder);
                await locking.ExecuteNonQueryAsync(Cancellation);
            },
            async _ => await holder!.DisposeAsync());
    }

    [Fact]
    [Trait("Fault", "F8")]
    public async Task A_server_without_a_free_connection_is_waited_for_and_whoever_has_one_goes_on()
    {
        List<NpgsqlConnection> held = [];
        await using var cluster = await LocalCluster.Start(Plan with { Configure = Scarce }, Cancellation);
        await using var load = await SendLoad.Start(cluster.Url, People, Cancellation);
        await load.Until(20, Cancellation);
        await using var observer = await Open(cluster);

        // The silos keep what they have: sends go on as if nothing had happened.
        await TakeAll(cluster, held);
        var moment = Stopwatch.GetTimestamp();
        var usual = await SlowestLive(cluster, StallFor / 3);
        Say($"with all connections taken: longest gap {load.LongestGapSince(moment)}, {load.Between(moment, long.MaxValue).Count(attempt => !attempt.IsAcked)} refused");
        Assert.True(load.LongestGapSince(moment) < RefusedMax, $"{load.LongestGapSince(moment)}");

        // They lose those, too, and others are quicker to take what becomes free.
        while (load.SinceLastAck < TimeSpan.FromSeconds(2))
        {
            await using var end = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'rostra-%'", observer);
            await end.ExecuteNonQueryAsync(Cancellation);
            await TakeAll(cluster, held);
        }

        await Hurt(cluster, load, usual);
        var healed = Stopwatch.GetTimestamp();
        await Task.WhenAll(held.Select(connection => connection.DisposeAsync().AsTask()));
        await ProveServed(cluster, load, healed, "connections");
    }

    private static ClusterPlan Plan => new() { Silos = 2, Gateways = 2, Durable = false };

    private static void Scarce(Member member)
    {
        if (member is PostgresMember postgres)
        {
            postgres.ConnectionsMax = ConnectionsMax;
        }
    }

    private static async Task Under(Func<LocalCluster, Task> stall, Func<LocalCluster, Task> goOn)
    {
        await using var cluster = await LocalCluster.Start(Plan, Cancellation);
        await using var load = await SendLoad.Start(cluster.Url, People, Cancellation);
        await load.Until(20, Cancellation);
        var usual = await SlowestLive(cluster, StallFor / 3);
        await stall(cluster);
        await Hurt(cluster, load, usual);
        var healed = Stopwatch.GetTimestamp();
        await goOn(cluster);
        await ProveServed(cluster, load, healed, "stall");
    }

    /// <summary>For the time of the stall: nobody is acknowledged, everybody is told so in time, and all processes answer at once that they live.</summary>
    private static async Task Hurt(LocalCluster cluster, SendLoad load, TimeSpan usual)
    {
        var before = cluster.Silos.Select(silo => silo.Pid).ToList();
        var hurtAt = Stopwatch.GetTimestamp();
        var slowest = await SlowestLive(cluster, StallFor);

        // An answer may have been on its way when it began; what came a second later was not.
        var settled = hurtAt + Stopwatch.Frequency;
        var tries = load.Between(settled, Stopwatch.GetTimestamp());
        Say($"{tries.Count} tries, {tries.Count(attempt => attempt.IsAcked)} acknowledged; refused within {tries.Max(attempt => attempt.Took)}: {string.Join(", ", tries.CountBy(attempt => attempt.Answer))}; live within {slowest}, before {usual}");
        Assert.All(tries, attempt => Assert.Equal("busy", attempt.Refusal));
        Assert.All(tries, attempt => Assert.True(attempt.Took < RefusedMax, $"{attempt.Took}"));
        Assert.True(slowest < LiveMax || slowest < usual * 2, $"Live after {slowest}, before {usual}");
        Assert.Equal(before, cluster.Silos.Select(silo => silo.Pid));
    }

    /// <summary>The longest that any process took to say that it lives.</summary>
    private static async Task<TimeSpan> SlowestLive(LocalCluster cluster, TimeSpan time)
    {
        var (since, slowest) = (Stopwatch.GetTimestamp(), TimeSpan.Zero);
        using var http = new HttpClient { Timeout = time };
        Uri[] live = [.. cluster.Silos.Select(silo => new Uri(silo.HealthUrl, "/health/live")), .. cluster.Gateways.Select(gateway => new Uri(gateway.Url, "/health/live"))];
        while (Stopwatch.GetElapsedTime(since) < time)
        {
            foreach (var url in live)
            {
                var asked = Stopwatch.GetTimestamp();
                using var answer = await http.GetAsync(url, Cancellation);
                slowest = Stopwatch.GetElapsedTime(asked) is var took && took > slowest ? took : slowest;
            }

            await Task.Delay(LookEvery, Cancellation);
        }

        return slowest;
    }

    private static async Task ProveServed(LocalCluster cluster, SendLoad load, long healed, string what)
    {
        await load.Until(20, Cancellation);
        var connections = await Connections(cluster);
        Say($"{what}: served again after {load.WaitAfter(healed)}; connections of the silos {connections}");
        Assert.True(load.WaitAfter(healed) < ServedMax, $"{load.WaitAfter(healed)}");
        Assert.InRange(connections, 1, cluster.Silos.Count * 57);
        Assert.Equal(0, OneCluster.EndsIn(cluster));
        await load.Prove(cluster.Postgres.ConnectionString, Cancellation);
    }

    private static async Task<long> Connections(LocalCluster cluster)
    {
        await using var connection = await Open(cluster);
        await using var count = new NpgsqlCommand("select count(*) from pg_stat_activity where application_name like 'rostra-%'", connection);
        return (long)(await count.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task TakeAll(LocalCluster cluster, List<NpgsqlConnection> held)
    {
        try
        {
            while (true)
            {
                held.Add(await Open(cluster));
            }
        }
        catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            // That was the aim.
        }
    }

    private static async Task<NpgsqlConnection> Open(LocalCluster cluster)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(cluster.Postgres.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private static void Say(string what) => TestContext.Current.SendDiagnosticMessage($"{TestContext.Current.TestMethod?.MethodName}: {what}.");
}

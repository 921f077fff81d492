using Npgsql;
using Rostra.Topology;

namespace Rostra.Chaos;

/// <summary>All the ways that a cluster of processes can be hurt in.</summary>
internal sealed class Injuries(LocalCluster cluster, Writers writers, Random random)
{
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan CrashMax = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LateMax = TimeSpan.FromSeconds(5);
    private readonly Partitions? _partitions = cluster.Network is { } network ? new(cluster, network, writers, random) : null;
    private readonly List<NpgsqlConnection> _held = [];
    private SiloMember? _late;

    public IEnumerable<Injury> All() =>
    [
        .. cluster.Silos.SelectMany(silo => new[]
        {
            new Injury($"{silo.Name} kill", "silo", 6, (0.2, 5), _ => silo.Kill(), cancellation => Start(silo, cancellation)),
            new Injury($"{silo.Name} term", "silo", 4, (0.2, 5), _ => silo.Stop(), cancellation => Start(silo, cancellation)),
            new Injury($"{silo.Name} pause", "silo", 6, (1, 30), _ => silo.Freeze(), cancellation => Thaw(silo, cancellation)),
            new Injury($"{silo.Name} long pause", "silo", 1, (30, 90), _ => silo.Freeze(), cancellation => Thaw(silo, cancellation)),
        }),
        new("late commits", "silo", 6, (8, 12), HoldBack, LetThrough) { IsNeeded = true },
        .. cluster.Gateways.SelectMany(gateway => new[]
        {
            new Injury($"{gateway.Name} kill", "gateway", 4, (0.2, 5), _ => gateway.Kill(), cancellation => Start(gateway, cancellation)),
            new Injury($"{gateway.Name} term", "gateway", 4, (0.2, 5), _ => gateway.Stop(), cancellation => Start(gateway, cancellation)),
            new Injury($"{gateway.Name} pause", "gateway", 2, (1, 15), _ => gateway.Freeze(), cancellation => Thaw(gateway, cancellation)),
        }),
        new("postgres restart", "postgres", 6, (0.1, 3), _ => cluster.Postgres.StopImmediately(), cancellation => Start(cluster.Postgres, cancellation)) { IsNeeded = true },
        new("postgres kill", "postgres", 3, (0.1, 3), _ => cluster.Postgres.Kill(), cancellation => Start(cluster.Postgres, cancellation)),
        new("postgres stall", "postgres", 4, (1, 15), _ => cluster.Postgres.Freeze(), _ => cluster.Postgres.Thaw()),
        new("postgres lock", "postgres", 4, (1, 10), cancellation => Lock(cancellation), _ => LetGo()),
        new("postgres hogged", "postgres", 3, (2, 10), cancellation => Hog(cancellation), _ => LetGo()),
        new("postgres answers dropped", "postgres", 6, (0.1, 2), _ => Drop(true), _ => Drop(false)),
        new("redis kill", "redis", 3, (1, 20), _ => cluster.Redis.Kill(), cancellation => Start(cluster.Redis, cancellation)),
        new("redis emptied", "redis", 1, (1, 5), cancellation => cluster.Redis.Ask("FLUSHALL", cancellation), _ => Task.CompletedTask),
        .. _partitions?.All() ?? [],
    ];

    /// <summary>A silo that ends itself at a point of its work; only its faulty build has them.</summary>
    public IEnumerable<Injury> Crashes() => cluster.Silos.SelectMany(silo => Mutants.CrashPoints.Select(point => new Injury(
        $"{silo.Name} crash {point.Name}", "silo", 4, (0.1, 2), cancellation => Crash(silo, $"{point.Name}:{point.Passing}", cancellation), cancellation => Start(silo, cancellation))));

    /// <summary>Whatever was done, everything runs again afterwards.</summary>
    public async Task HealAll(CancellationToken cancellation)
    {
        await LetGo();
        await Drop(false);
        foreach (var line in writers.Lines) _ = line.Release();
        if (_partitions is not null) await _partitions.Heal(cancellation);
        foreach (var silo in cluster.Silos) silo.Restarts = true;
        foreach (var member in cluster.Members) await member.Thaw();
        await cluster.StartAll(cancellation);
        await cluster.WaitReady(cancellation);
    }

    // Rooms stay where they are: the others must go for a moment, so that this silo has all of them.
    private async Task Crash(SiloMember silo, string point, CancellationToken cancellation)
    {
        silo.Restarts = false;
        await silo.Kill();
        silo.Environment[Mutants.CrashVariable] = point;
        await Start(silo, cancellation);
        var others = cluster.Silos.Where(other => other != silo).ToList();
        foreach (var other in others) await other.Kill();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(CrashMax);
        await silo.Ended(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var hasCrashed = silo.State is MemberState.Ended;
        await silo.Kill();
        silo.Environment.Remove(Mutants.CrashVariable);
        silo.Restarts = true;
        foreach (var other in others) await other.Start(cancellation);
        if (!hasCrashed) throw new Clients.BenchException($"{silo.Name} did not come to {point} in {CrashMax.TotalSeconds} s");
    }

    // What it has asked for is on its way while it hangs and others take its rooms; when it comes, they have written.
    private async Task HoldBack(CancellationToken cancellation)
    {
        _late = await writers.Busiest(cancellation);
        await writers.LineOf(_late).Hold().WaitAsync(LateMax, cancellation);
        await Task.Delay(GatherTime, cancellation);
        await _late.Freeze();
    }

    private async Task LetThrough(CancellationToken cancellation)
    {
        if (_late is not { } silo) return;
        try
        {
            await writers.LineOf(silo).Release().WaitAsync(LateMax, cancellation);
        }
        catch (TimeoutException)
        {
            // Postgres is hurt, too: it comes when it comes.
        }

        // It finds itself evicted, ends, and is started again.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(LateMax);
        var ended = silo.Ended(patience.Token);
        await silo.Thaw();
        await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Ready(silo, cancellation);
    }

    private static async Task Start(Member member, CancellationToken cancellation)
    {
        await member.Start(cancellation);
        await Ready(member, cancellation);
    }

    // A silo that was away for long may end itself when it is back; the keeper starts it again.
    private static async Task Thaw(Member member, CancellationToken cancellation)
    {
        await member.Thaw();
        await Ready(member, cancellation);
    }

    /// <summary>Completes when it is ready, or has been given up.</summary>
    internal static async Task Ready(Member member, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ReadyMax);
        try
        {
            await member.WaitReady(patience.Token);
        }
        catch (TimeoutException) when (!cancellation.IsCancellationRequested)
        {
            // Something else is hurt meanwhile; the end of the run waits for everybody, without exceptions.
        }
    }

    private async Task Lock(CancellationToken cancellation)
    {
        var connection = await Open(cancellation);
        await using var command = new NpgsqlCommand("begin; lock table rostra.room_heads in access exclusive mode", connection) { CommandTimeout = 5 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task Hog(CancellationToken cancellation)
    {
        try
        {
            for (var held = 0; held < cluster.Postgres.ConnectionsMax; held++) await Open(cancellation);
        }
        catch (NpgsqlException)
        {
            // Every place is taken: that was the aim.
        }
    }

    private async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(cluster.Postgres.ConnectionString) { Pooling = false, Timeout = 5 }.ConnectionString);
        await connection.OpenAsync(cancellation);
        lock (_held) _held.Add(connection);
        return connection;
    }

    private async Task LetGo()
    {
        NpgsqlConnection[] held;
        lock (_held)
        {
            held = [.. _held];
            _held.Clear();
        }

        foreach (var connection in held) await connection.DisposeAsync();
    }

    private Task Drop(bool isDropping)
    {
        foreach (var line in writers.Lines) line.Drop(isDropping);
        return Task.CompletedTask;
    }
}

using Rostra.Topology;

namespace Rostra.Chaos;

/// <summary>Links between processes that are cut; only where each has a network of its own. People reach every gateway all the time.</summary>
internal sealed class Partitions(LocalCluster cluster, ClusterNetwork network, Writers writers, Random random)
{
    private const string Links = "links";
    private static readonly TimeSpan FlapEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SwizzleEvery = TimeSpan.FromSeconds(1);
    private readonly List<SiloMember> _heldDown = [];
    private TaskCompletionSource _healing = new();
    private Task _flaps = Task.CompletedTask;

    public IEnumerable<Injury> All() =>
    [
        .. cluster.Silos.SelectMany(silo => new[]
        {
            new Injury($"{silo.Name} cut off", Links, 4, (6, 20), _ => CutOff(silo, Others(silo)), Heal),
            new Injury($"{silo.Name} cut off, from Redis too", Links, 3, (6, 25), _ => CutOff(silo, [.. Others(silo), cluster.Redis]), Heal),
            new Injury($"{silo.Name} not heard by other silos", Links, 3, (6, 20), _ => Mute(silo), Heal),
            new Injury($"{silo.Name} flapping", Links, 3, (9, 25), _ => Flap(silo), Heal),
            new Injury($"{silo.Name} without Postgres", Links, 3, (2, 15), _ => CutOff(silo, [cluster.Postgres]), Heal),
        }),
        new("writer cut off, from Redis too", Links, 4, (10, 15), CutOffWriter, Heal) { IsNeeded = true },
        new("swizzle", Links, 3, (2, 10), Swizzle, Unswizzle),
    ];

    /// <summary>All links work, and whoever ended itself behind one is back.</summary>
    public async Task Heal(CancellationToken cancellation)
    {
        _healing.TrySetResult();
        await _flaps;
        await network.Heal();
        SiloMember[] away = [.. _heldDown.Where(silo => silo.State is MemberState.Ended)];
        foreach (var silo in _heldDown) silo.Restarts = true;
        _heldDown.Clear();
        foreach (var silo in away) await silo.Start(cancellation);
        await Task.WhenAll(away.Select(silo => Injuries.Ready(silo, cancellation)));
    }

    // Whoever notices that it is cut off ends itself, and stays away until the link is healed: that is what is to be seen.
    private async Task CutOff(SiloMember silo, IEnumerable<Member> from)
    {
        HoldDown(cluster.Silos);
        foreach (var other in from) await network.Cut(silo, other);
    }

    private async Task CutOffWriter(CancellationToken cancellation)
    {
        var writer = await writers.Busiest(cancellation);
        await CutOff(writer, [.. Others(writer), cluster.Redis]);
    }

    private async Task Mute(SiloMember silo)
    {
        HoldDown(cluster.Silos);
        foreach (var other in Others(silo)) await network.CutOneWay(silo, other);
    }

    private Task Flap(SiloMember silo)
    {
        _healing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _flaps = FlapUntil(silo, _healing.Task);
        return Task.CompletedTask;
    }

    private async Task FlapUntil(SiloMember silo, Task healing)
    {
        for (var isCut = false; !healing.IsCompleted; isCut = !isCut)
        {
            foreach (var other in Others(silo)) await (isCut ? network.Heal(silo, other) : network.Cut(silo, other));
            await Task.WhenAny(healing, Task.Delay(FlapEvery));
        }
    }

    /// <summary>Half of all links, one by one, in any order.</summary>
    private async Task Swizzle(CancellationToken cancellation)
    {
        foreach (var (one, other) in Shuffled(AllLinks()).Take(AllLinks().Count / 2))
        {
            await network.Cut(one, other);
            await Task.Delay(SwizzleEvery, cancellation);
        }
    }

    private async Task Unswizzle(CancellationToken cancellation)
    {
        foreach (var (one, other) in Shuffled(AllLinks()))
        {
            await network.Heal(one, other);
            await Task.Delay(SwizzleEvery / 2, cancellation);
        }

        await Heal(cancellation);
    }

    private List<(Member One, Member Other)> AllLinks() =>
    [
        .. cluster.Silos.SelectMany(silo => Others(silo).Where(other => string.CompareOrdinal(silo.Name, other.Name) < 0).Concat<Member>([.. cluster.Gateways, cluster.Redis, cluster.Postgres]).Select(other => ((Member)silo, other))),
        .. cluster.Gateways.Select(gateway => ((Member)gateway, (Member)cluster.Redis)),
    ];

    private void HoldDown(IEnumerable<SiloMember> silos)
    {
        foreach (var silo in silos)
        {
            silo.Restarts = false;
            _heldDown.Add(silo);
        }
    }

    private IEnumerable<SiloMember> Others(SiloMember silo) => cluster.Silos.Where(other => other != silo);

    private List<T> Shuffled<T>(IEnumerable<T> all)
    {
        lock (random) return [.. all.OrderBy(_ => random.Next())];
    }
}

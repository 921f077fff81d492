using Rostra.Terminal;
using Rostra.Topology;

namespace Rostra.Compare;

/// <summary>What every workload can be told.</summary>
/// <param name="Time">How long each thing is measured.</param>
/// <param name="WarmUp">Before anything is measured: a process that has just started compiles its own code meanwhile.</param>
/// <param name="Rounds">Of each system; the medians count.</param>
/// <param name="ArePinned">Everything but the driver has one core together, and the driver another.</param>
internal sealed record Choices(TimeSpan Time, TimeSpan WarmUp, int Rounds, bool ArePinned = false);

/// <summary>Both systems in turn, at the same stores, again and again: so that what else the machine does hits both.</summary>
/// <param name="furnishing">Rooms and people, the same for both.</param>
internal sealed class Comparison(Workload furnishing, IReadOnlyList<Measure> measures, Choices choices, IStage stage)
{
    private readonly Cores _cores = new(choices.ArePinned);

    /// <param name="prepare">Done once for each, while it does not run.</param>
    /// <param name="measure">One round; the system runs.</param>
    public async Task<SheetReport> Run<T>(
        Func<Contender, IReadOnlyList<Seat>, CancellationToken, Task<T>> prepare, Func<Contender, IReadOnlyList<Seat>, T, CancellationToken, Task<Sheet>> measure, CancellationToken cancellation)
    {
        await using var cluster = await _cores.Serve(() => LocalCluster.Start(RostraContender.Plan(), cancellation));
        await using var rostra = new RostraContender(cluster, stage);
        await using var peer = new PeerContender(cluster);
        var (ours, theirs) = (await rostra.Furnish(furnishing, cancellation), await peer.Furnish(furnishing, cancellation));
        await rostra.Stop();
        var (our, their) = (await prepare(rostra, ours, cancellation), await prepare(peer, theirs, cancellation));

        List<Sheet> rostras = [];
        List<Sheet> peers = [];
        await stage.Show("rounds", choices.Rounds * 2, async one =>
        {
            for (var round = 0; round < choices.Rounds; round++)
            {
                rostras.Add(await rostra.Play(_cores, () => measure(rostra, ours, our, cancellation), cancellation));
                one();
                peers.Add(await peer.Play(_cores, () => measure(peer, theirs, their, cancellation), cancellation));
                one();
            }
        });
        return SheetReport.Of(furnishing.Name, measures, rostras, peers);
    }
}

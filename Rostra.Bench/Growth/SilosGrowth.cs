using Rostra.Compare;
using Rostra.Terminal;
using Rostra.Topology;

namespace Rostra.Growth;

/// <summary>w2 over more and more silos, all of them on this machine.</summary>
internal sealed class SilosGrowth(TimeSpan time, IStage stage) : IGrowth
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly int[] Usual = [1, 2, 3, 4];

    public string Of => "silos";

    public async Task<GrowthReport> Run(int? upTo, CancellationToken cancellation)
    {
        var (sizes, talk) = (Sizes.Of(Usual, upTo), Workload.All.First(one => one.Name == "w2"));
        await using var cluster = await LocalCluster.Start(RostraContender.Plan(sizes[^1]), cancellation);
        await using var rostra = new RostraContender(cluster, stage);
        var seats = await rostra.Furnish(talk, cancellation);
        await rostra.Stop();
        List<GrowthPoint> points = [];
        foreach (var size in sizes)
        {
            rostra.Silos = size;
            var sheet = await rostra.Play(new(arePinned: false), () => new TrafficRun(talk, new(time, WarmUp, 1), stage).Measure(rostra, seats, cancellation), cancellation);
            points.Add(new(size, new() { ["cpuPerSend"] = sheet.Figures["cpuPerSend"], ["cpuPerDelivery"] = sheet.Figures["cpuPerDelivery"], ["lost"] = sheet.Lost }));
        }

        return new(Of, "What a message costs over several silos", "silos, one gateway", [new("cpuPerSend", "CPU µs per message"), new("cpuPerDelivery", "CPU µs per delivery")], points);
    }
}

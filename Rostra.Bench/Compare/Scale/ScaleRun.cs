using Rostra.Terminal;
using Rostra.Topology;

namespace Rostra.Compare;

/// <summary>w9: what w2 costs with more silos and gateways. On one machine they share its cores, so only processor time tells something.</summary>
internal sealed class ScaleRun(Choices choices, IStage stage)
{
    public static readonly IReadOnlyList<int> Silos = [1, 2, 3];
    public static readonly IReadOnlyList<int> Gateways = [1, 2];

    private readonly Cores _cores = new(choices.ArePinned);

    private static IEnumerable<(int Silos, int Gateways, string Key)> Shapes => from gateways in Gateways from silos in Silos select (silos, gateways, $"{silos}x{gateways}");

    private static IReadOnlyList<Measure> Measures =>
    [
        .. Shapes.SelectMany(shape => new Measure[]
        {
            new($"{shape.Key}CpuPerSend", $"{shape.Silos} silos, {shape.Gateways} gateways: CPU µs per send"),
            new($"{shape.Key}CpuPerDelivery", "per delivery", 1),
            new($"{shape.Key}Over1", "times that of one silo", 2),
            new($"{shape.Key}SendsPerSecond", "sends/s"),
        }),
    ];

    public async Task<SheetReport> Run(CancellationToken cancellation)
    {
        var workload = Workload.All.First(one => one.Name == "w2");
        await using var cluster = await _cores.Serve(() => LocalCluster.Start(RostraContender.Plan(Silos.Max(), Gateways.Max()), cancellation));
        await using var rostra = new RostraContender(cluster, stage);
        var seats = await rostra.Furnish(workload, cancellation);
        await rostra.Stop();

        List<Sheet> sheets = [];
        await stage.Show("rounds", choices.Rounds * Shapes.Count(), async one =>
        {
            for (var round = 0; round < choices.Rounds; round++) sheets.Add(await Round(new(workload, choices, stage), rostra, seats, one, cancellation));
        });
        return SheetReport.Of("w9", Measures, sheets, []) with { Note = "All of them share this machine's cores." };
    }

    private async Task<Sheet> Round(TrafficRun traffic, RostraContender rostra, IReadOnlyList<Seat> seats, Action one, CancellationToken cancellation)
    {
        var figures = new OrderedDictionary<string, double>();
        List<Sheet> all = [];
        foreach (var (silos, gateways, key) in Shapes)
        {
            (rostra.Silos, rostra.Gateways) = (silos, gateways);
            var shape = await rostra.Play(_cores, () => traffic.Measure(rostra, rostra.Spread(seats), cancellation), cancellation);
            all.Add(shape);
            figures[$"{key}CpuPerSend"] = shape.Figures["cpuPerSend"];
            figures[$"{key}CpuPerDelivery"] = shape.Figures["cpuPerDelivery"];
            figures[$"{key}Over1"] = shape.Figures["cpuPerSend"] / figures[$"1x{gateways}CpuPerSend"];
            figures[$"{key}SendsPerSecond"] = shape.Figures["sendsPerSecond"];
            one();
        }

        return new(figures, all.Sum(shape => shape.Lost), all.Sum(shape => shape.Doubled), all.Sum(shape => shape.OutOfOrder));
    }
}

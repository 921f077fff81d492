using Rostra.Compare;
using Rostra.Terminal;
using Rostra.Topology;

namespace Rostra.Growth;

/// <summary>A room in which more and more was said.</summary>
internal sealed class MessagesGrowth(TimeSpan time, IStage stage) : IGrowth
{
    private const int Seed = 6;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly int[] Usual = [1_000, 10_000, 100_000, 1_000_000];
    private static readonly Workload Speaking = new("talk", 1, 10, 8, 1);
    private readonly Random _random = new(Seed);

    public string Of => "messages";

    public async Task<GrowthReport> Run(int? upTo, CancellationToken cancellation)
    {
        await using var cluster = await LocalCluster.Start(RostraContender.Plan(), cancellation);
        await using var rostra = new RostraContender(cluster, stage);
        var seats = await rostra.Furnish(Speaking, cancellation);
        await rostra.Stop();
        List<GrowthPoint> points = [];
        var said = 0;
        foreach (var size in Sizes.Of(Usual, upTo))
        {
            await rostra.Fill(seats[0].Room, new Sentences(size).Take(size - said), cancellation);
            said = size;
            points.Add(new(size, await Measure(rostra, seats, size, cancellation)));
        }

        return new(
            Of, "What a long room costs", "messages in the room",
            [new("cpuPerSend", "a message, CPU µs"), new("headCpu", "newest page, CPU µs"), new("deepCpu", "page in the older half, CPU µs"), new("commonCpu", "search, frequent word, CPU µs"), new("rareCpu", "search, rare word, CPU µs")],
            points);
    }

    private Task<OrderedDictionary<string, double>> Measure(RostraContender rostra, IReadOnlyList<Seat> seats, int size, CancellationToken cancellation) => rostra.Play(new(arePinned: false), async () =>
    {
        var talk = await new TrafficRun(Speaking, new(time, WarmUp, 1), stage).Measure(rostra, seats, cancellation);
        using var reader = new PageReader(seats[0].Server, seats[0].Token);
        var room = seats[0].Room;
        var figures = await reader.Measure(
        [
            new("head", () => rostra.PagePath(room, PagesRun.PageSize)),
            new("deep", () => rostra.PagePath(room, PagesRun.PageSize, before: _random.NextInt64(size / 10, size / 2))),
            new("common", () => RostraContender.SearchPath(room, Sentences.Common)),
            new("rare", () => RostraContender.SearchPath(room, Sentences.Rare)),
        ], WarmUp, time, rostra.ProcessorTime, cancellation);
        figures["cpuPerSend"] = talk.Figures["cpuPerSend"];
        figures["lost"] = talk.Lost;
        return figures;
    }, cancellation);
}

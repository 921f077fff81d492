using Rostra.Clients;
using Rostra.Compare;
using Rostra.SlowReaders;
using Rostra.Terminal;
using Rostra.Towns;

namespace Rostra.Growth;

/// <summary>A room in which more and more listen.</summary>
internal sealed class MembersGrowth(TimeSpan time, IStage stage) : IGrowth
{
    private const int PerSecond = 10;
    private static readonly int[] Usual = [10, 30, 100, 300, 1_000, 3_000, 10_000];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(30);

    public string Of => "members";

    public async Task<GrowthReport> Run(int? upTo, CancellationToken cancellation)
    {
        var sizes = Sizes.Of(Usual, upTo);
        await using var town = await Town.Found(1, 1, null, stage, cancellation, isDurable: true);
        await using var rostra = new RostraContender(town.Cluster, stage);
        var people = await town.Settle("member", sizes[^1], cancellation);
        List<GrowthPoint> points = [];
        foreach (var size in sizes)
        {
            var room = (await town.Build(people[0], $"room of {size}", 1, cancellation))[0];
            await town.Join([.. people.Take(size).Skip(1)], _ => [room], cancellation);
            points.Add(new(size, await Measure(town, rostra, people, size, room, cancellation)));
        }

        return new(
            Of, "What a message costs in a room in which all listen", "members", [new("cpuPerSend", "CPU µs per message"), new("cpuPerDelivery", "CPU µs per delivery"), new("deliveryP50", "heard after, p50 ms")],
            points);
    }

    private async Task<OrderedDictionary<string, double>> Measure(Town town, RostraContender rostra, IReadOnlyList<Account> people, int size, Guid room, CancellationToken cancellation)
    {
        var seats = new Seat[size];
        for (var at = 0; at < size; at++) seats[at] = new(town.Door(at).Url, await people[at].Token(town.Door(at), cancellation), room, true);
        var meter = new Meter();
        await using var crowd = await Crowd.Enter(rostra, seats, meter, Math.Max(size / 10, 1), cancellation);
        await crowd.Speak(PerSecond, WarmUp, cancellation);
        await crowd.Drain(DrainMax, cancellation);

        // What so many sockets cost anyway is not the message's.
        var before = rostra.ProcessorTime();
        await crowd.Watch(time, cancellation);
        var idle = rostra.ProcessorTime() - before;
        meter.IsOn = true;
        before = rostra.ProcessorTime();
        await crowd.Speak(PerSecond, time, cancellation);
        await crowd.Drain(DrainMax, cancellation);
        var used = rostra.ProcessorTime() - before - idle;
        meter.IsOn = false;
        return new()
        {
            ["cpuPerSend"] = used.TotalMicroseconds / meter.Acked,
            ["cpuPerDelivery"] = used.TotalMicroseconds / meter.Delivered,
            ["deliveryP50"] = Delays.Percentile(meter.Deliveries, 0.5),
            ["lost"] = crowd.Lost,
        };
    }
}

using Rostra.Compare;
using Rostra.Terminal;
using Rostra.Towns;

namespace Rostra.Growth;

/// <summary>A silo with more and more rooms, each of them listened to.</summary>
internal sealed class RoomsGrowth(TimeSpan time, IStage stage) : IGrowth
{
    /// <summary>One may be in 1,000.</summary>
    private const int RoomsOfOne = 500;
    private const int PerSecond = 100;
    private const double Kibibyte = 1024;
    private static readonly int[] Usual = [10, 100, 300, 1_000, 3_000, 10_000];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public string Of => "rooms";

    public async Task<GrowthReport> Run(int? upTo, CancellationToken cancellation)
    {
        var sizes = Sizes.Of(Usual, upTo);
        await using var town = await Town.Found(1, 1, null, stage, cancellation, isDurable: true);
        await using var rostra = new RostraContender(town.Cluster, stage);
        var owners = await town.Settle("owner", (sizes[^1] + RoomsOfOne - 1) / RoomsOfOne, cancellation);
        var tokens = new List<string>();
        foreach (var owner in owners) tokens.Add(await owner.Token(town.Door(0), cancellation));
        await using var crowd = await Crowd.Enter(rostra, [.. tokens.Select(token => new Seat(town.Gateways[0], token, default, false))], new Meter(), owners.Count, cancellation);

        List<(Guid Id, string Token)> rooms = [];
        await Speak(town, [(await town.Build(owners[^1], "early room", 1, cancellation)).Select(id => (id, tokens[^1])).First()], WarmUp, cancellation);
        var (silo, gateway) = await Held(rostra, cancellation);
        List<GrowthPoint> points = [];
        foreach (var size in sizes)
        {
            while (rooms.Count < size)
            {
                var owner = rooms.Count / RoomsOfOne;
                var count = Math.Min(size - rooms.Count, RoomsOfOne - (rooms.Count % RoomsOfOne));
                rooms.AddRange((await town.Build(owners[owner], $"room {rooms.Count} of", count, cancellation)).Select(id => (id, tokens[owner])));
            }

            await Speak(town, rooms, WarmUp, cancellation);
            var (now, nowGateway) = await Held(rostra, cancellation);
            var before = rostra.ProcessorTime();
            await crowd.Watch(time, cancellation);
            var idle = rostra.ProcessorTime() - before;
            before = rostra.ProcessorTime();
            var said = await Speak(town, rooms, time, cancellation);
            points.Add(new(size, new()
            {
                ["cpuPerSend"] = (rostra.ProcessorTime() - before - idle).TotalMicroseconds / said,
                ["idleCpu"] = idle.TotalMilliseconds / time.TotalSeconds,
                ["siloKib"] = (now - silo) / Kibibyte / size,
                ["gatewayKib"] = (nowGateway - gateway) / Kibibyte / size,
            }));
        }

        return new(
            Of, "What rooms cost that are listened to", "rooms of one silo",
            [new("cpuPerSend", "a message, CPU µs"), new("idleCpu", "nothing said, CPU ms of a second"), new("siloKib", "KiB per room, silo"), new("gatewayKib", "KiB per room, gateway")], points);
    }

    private static async Task<(long Silo, long Gateway)> Held(RostraContender rostra, CancellationToken cancellation)
    {
        await Collector.Collect(rostra.Programs, cancellation);
        var gateway = Collector.Held(rostra.Fronts);
        return (Collector.Held(rostra.Programs) - gateway, gateway);
    }

    /// <summary>Over all rooms, one after another, at the pace. Answers how often.</summary>
    private static async Task<int> Speak(Town town, List<(Guid Id, string Token)> rooms, TimeSpan time, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        List<Task> said = [];
        for (var number = 0; number < time.TotalSeconds * PerSecond && await timer.WaitForNextTickAsync(cancellation); number++)
        {
            var (room, token) = rooms[(int)(number * 7_919L % rooms.Count)];
            said.Add(town.Say(token, room, "a message in one of many rooms", 0, cancellation));
        }

        await Task.WhenAll(said);
        return said.Count;
    }
}

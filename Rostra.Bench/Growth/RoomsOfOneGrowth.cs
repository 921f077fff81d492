using System.Diagnostics;
using Rostra.Clients;
using Rostra.Compare;
using Rostra.SlowReaders;
using Rostra.Terminal;
using Rostra.Towns;

namespace Rostra.Growth;

/// <summary>Somebody who is in more and more rooms, and comes back again and again.</summary>
internal sealed class RoomsOfOneGrowth(TimeSpan time, IStage stage) : IGrowth
{
    private static readonly int[] Usual = [1, 3, 10, 30, 100, 300, 1_000];
    private const double Kibibyte = 1024;

    public string Of => "rooms-of-one";

    public async Task<GrowthReport> Run(int? upTo, CancellationToken cancellation)
    {
        var sizes = Sizes.Of(Usual, upTo);
        await using var town = await Town.Found(1, 1, null, stage, cancellation, isDurable: true);
        await using var rostra = new RostraContender(town.Cluster, stage);
        var people = await town.Settle("visitor", sizes.Count + 1, cancellation);
        var rooms = await town.Build(people[^1], "room", sizes[^1], cancellation);
        await town.Join([.. people.SkipLast(1)], at => rooms.Take(sizes[at]), cancellation);
        List<GrowthPoint> points = [];
        for (var at = 0; at < sizes.Count; at++)
        {
            points.Add(new(sizes[at], await Measure(town, rostra, await people[at].Token(town.Door(0), cancellation), cancellation)));
        }

        return new(Of, "What it costs to come back", "rooms of the person", [new("cpuPerHello", "CPU µs"), new("helloP50", "p50 ms"), new("kibibytes", "KiB received")], points);
    }

    private async Task<OrderedDictionary<string, double>> Measure(Town town, RostraContender rostra, string token, CancellationToken cancellation)
    {
        List<double> took = [];
        for (var early = 0; early < 5; early++) await Come();
        took.Clear();
        var (start, before, bytes) = (Stopwatch.GetTimestamp(), rostra.ProcessorTime(), 0L);
        while (Stopwatch.GetElapsedTime(start) < time) bytes = await Come();
        var used = rostra.ProcessorTime() - before;
        return new()
        {
            ["cpuPerHello"] = used.TotalMicroseconds / took.Count,
            ["helloP50"] = Delays.Percentile([.. took.Order()], 0.5),
            ["kibibytes"] = bytes / Kibibyte,
        };

        async Task<long> Come()
        {
            var (asked, isGreeted, got) = (Stopwatch.GetTimestamp(), false, 0L);
            using var socket = await LightSocket.Open(town.Gateways[0], token, cancellation);
            await socket.Send(rostra.Greeting, cancellation);
            while (!isGreeted)
            {
                await socket.Receive(frame =>
                {
                    got += frame.Length;
                    isGreeted |= HubFrame.Read(frame.Span).Type == HubFrame.Completion;
                }, cancellation);
            }

            took.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            return got;
        }
    }
}

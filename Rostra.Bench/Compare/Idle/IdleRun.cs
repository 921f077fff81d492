using System.Diagnostics;
using Rostra.Terminal;

namespace Rostra.Compare;

/// <summary>w4: many come, and nobody says anything.</summary>
internal sealed class IdleRun(int connections, Choices choices, IStage stage)
{
    private const int PeoplePerRoom = 50;
    private const double Kibibyte = 1024;

    /// <summary>They come and go first, so that what a program does once is done.</summary>
    private const int EarlyMax = 200;
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(5);

    private static readonly IReadOnlyList<Measure> Measures =
    [
        new("connections", "connections", IsCompared: false),
        new("connectsPerSecond", "connects/s"),
        new("cpuPerConnect", "CPU µs per connect"),
        new("kibPerConnection", "KiB per connection (who holds the sockets, after a collection)", 1),
        new("kibPerConnectionAll", "KiB per connection (all programs but the stores)", 1),
        new("idleCpu", "CPU ms of a second, idle", 1),
    ];

    public async Task<SheetReport> Run(CancellationToken cancellation)
    {
        var rooms = Math.Max(connections / PeoplePerRoom, 1);
        var furnishing = new Workload("w4", rooms, Math.Min(connections, PeoplePerRoom), 0, 0);
        var report = await new Comparison(furnishing, Measures, choices, stage).Run((_, _, _) => Task.FromResult(0), (contender, seats, _, token) => Measure(contender, seats, token), cancellation);
        return report with { Note = $"Rooms of {furnishing.PeoplePerRoom}; each connection is another person's. Stores count in all CPU figures." };
    }

    private async Task<Sheet> Measure(Contender contender, IReadOnlyList<Seat> seats, CancellationToken cancellation)
    {
        await using (await Crowd.Enter(contender, [.. seats.Take(EarlyMax)], new Meter(), seats.Count, cancellation))
        {
            await Task.Delay(SettleTime, cancellation);
        }

        await Collector.Collect(contender.Programs, cancellation);
        var (front, all) = (Collector.Held(contender.Fronts), Collector.Held(contender.Programs));
        var (start, processor) = (Stopwatch.GetTimestamp(), contender.ProcessorTime());
        await using var crowd = await Crowd.Enter(contender, seats, new Meter(), seats.Count, cancellation);
        var (took, used) = (Stopwatch.GetElapsedTime(start), contender.ProcessorTime() - processor);
        await crowd.Watch(SettleTime, cancellation);
        await Collector.Collect(contender.Programs, cancellation);
        var (frontFull, allFull) = (Collector.Held(contender.Fronts), Collector.Held(contender.Programs));

        processor = contender.ProcessorTime();
        await crowd.Watch(choices.Time, cancellation);
        var idle = contender.ProcessorTime() - processor;
        return new(new()
        {
            ["connections"] = seats.Count,
            ["connectsPerSecond"] = seats.Count / took.TotalSeconds,
            ["cpuPerConnect"] = used.TotalMicroseconds / seats.Count,
            ["kibPerConnection"] = (frontFull - front) / Kibibyte / seats.Count,
            ["kibPerConnectionAll"] = (allFull - all) / Kibibyte / seats.Count,
            ["idleCpu"] = idle.TotalMilliseconds / choices.Time.TotalSeconds,
        });
    }
}

using Rostra.SlowReaders;
using Rostra.Terminal;

namespace Rostra.Compare;

/// <summary>w6: so many messages a second whatever comes back, for a time with everybody reading, and as long with some who stop.</summary>
internal sealed class SteadyRun(int perSecond, Choices choices, IStage stage)
{
    private const int Rooms = 50;
    private const int PeoplePerRoom = 10;

    /// <summary>One in a hundred; in a room of their own each.</summary>
    private const int Slow = Rooms * PeoplePerRoom / 100;
    private const double Mebibyte = 1024 * 1024;
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(30);

    private static readonly IReadOnlyList<Measure> Measures =
    [
        new("sendsPerSecond", "acknowledged in a second", IsCompared: false),
        new("ackP50", "all read: ack p50 ms", 1), new("ackP99", "p99", 1), new("ackP999", "p99.9", 1),
        new("deliveryP50", "delivery p50 ms", 1), new("deliveryP99", "p99", 1), new("deliveryP999", "p99.9", 1),
        new("cpuPerSend", "CPU µs per send"),
        new("slowAckP50", "1 % do not read: ack p50 ms", 1), new("slowAckP99", "p99", 1), new("slowAckP999", "p99.9", 1),
        new("slowDeliveryP50", "delivery p50 ms", 1), new("slowDeliveryP99", "p99", 1), new("slowDeliveryP999", "p99.9", 1),
        new("slowCpuPerSend", "CPU µs per send"),
        new("slowOverAll", "delivery p99, with ÷ without slow readers", 2, IsCompared: false),
        new("slowClosed", "slow readers that were closed", IsCompared: false),
        new("memory", "MiB of all programs, after a collection", 1),
        new("memoryGrowth", "MiB more at the end, after a collection", 1, IsCompared: false),
    ];

    public async Task<SheetReport> Run(CancellationToken cancellation)
    {
        var report = await new Comparison(new("w6", Rooms, PeoplePerRoom, PeoplePerRoom, 0), Measures, choices, stage).Run(
            (_, _, _) => Task.FromResult(0), (contender, seats, _, token) => Measure(contender, seats, token), cancellation);
        return report with { Note = $"{Rooms} rooms of {PeoplePerRoom}, {perSecond:N0} messages a second; times count from when a message was due." };
    }

    private async Task<Sheet> Measure(Contender contender, IReadOnlyList<Seat> seats, CancellationToken cancellation)
    {
        var slowSeats = seats.Where((_, at) => at % PeoplePerRoom == PeoplePerRoom - 1).Take(Slow).ToList();
        var meter = new Meter();
        await using var crowd = await Crowd.Enter(contender, [.. seats.Except(slowSeats)], meter, 1, cancellation);
        List<SlowReader> slow = [];
        try
        {
            foreach (var seat in slowSeats) slow.Add(await SlowReader.Open(seat.Server, seat.Token, cancellation, contender.Greeting));
            return await Measure(contender, crowd, slow, slowSeats[0].Server.Port, meter, cancellation);
        }
        finally
        {
            foreach (var reader in slow) await reader.DisposeAsync();
        }
    }

    private async Task<Sheet> Measure(Contender contender, Crowd crowd, List<SlowReader> slow, int port, Meter meter, CancellationToken cancellation)
    {
        await crowd.Speak(perSecond, choices.WarmUp, cancellation);
        await Collector.Collect(contender.Programs, cancellation);
        var before = Collector.Held(contender.Programs);
        var figures = new OrderedDictionary<string, double>();
        await Half("");
        figures["sendsPerSecond"] = meter.Acked / choices.Time.TotalSeconds;
        slow.ForEach(reader => reader.Read(Pace.Stopped));
        await Half("slow");
        var open = ServerSide.Open(port);
        figures["slowOverAll"] = figures["slowDeliveryP99"] / figures["deliveryP99"];
        figures["slowClosed"] = slow.Count(reader => !open.Contains(reader.LocalPort));
        await Collector.Collect(contender.Programs, cancellation);
        figures["memory"] = Collector.Held(contender.Programs) / Mebibyte;
        figures["memoryGrowth"] = figures["memory"] - (before / Mebibyte);
        return new(figures, crowd.Lost, crowd.Doubled, crowd.OutOfOrder);

        async Task Half(string name)
        {
            meter.Clear();
            meter.IsOn = true;
            var processor = contender.ProcessorTime();
            await crowd.Speak(perSecond, choices.Time, cancellation);
            var used = contender.ProcessorTime() - processor;
            await crowd.Drain(DrainMax, cancellation);
            meter.IsOn = false;
            Times("Ack", meter.Acks);
            Times("Delivery", meter.Deliveries);
            figures[Key("CpuPerSend")] = used.TotalMicroseconds / meter.Acked;

            void Times(string what, double[] times)
            {
                figures[Key($"{what}P50")] = Delays.Percentile(times, 0.5);
                figures[Key($"{what}P99")] = Delays.Percentile(times, 0.99);
                figures[Key($"{what}P999")] = Delays.Percentile(times, 0.999);
            }

            string Key(string what) => name.Length > 0 ? name + what : $"{char.ToLowerInvariant(what[0])}{what[1..]}";
        }
    }
}

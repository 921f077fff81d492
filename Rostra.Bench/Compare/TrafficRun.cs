using System.Diagnostics;
using Rostra.SlowReaders;
using Rostra.Terminal;

namespace Rostra.Compare;

/// <summary>w1 to w3: some speak as fast as they are answered, and all in their room hear it.</summary>
internal sealed class TrafficRun(Workload workload, Choices choices, IStage stage)
{
    /// <summary>Of this many sockets one looks at the time of each message.</summary>
    private const int TimedEach = 25;
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(30);

    private static readonly IReadOnlyList<Measure> Measures =
    [
        new("sendsPerSecond", "sends/s"), new("deliveriesPerSecond", "deliveries/s"),
        new("ackP50", "ack p50 ms", 1), new("ackP99", "ack p99 ms", 1), new("deliveryP50", "delivery p50 ms", 1), new("deliveryP99", "delivery p99 ms", 1),
        new("cpuPerSend", "CPU µs per send"), new("cpuPerDelivery", "CPU µs per delivery", 1),
        new("driverCpu", "cores the driver took", 2, IsCompared: false), new("refused", "refused", IsCompared: false),
    ];

    public async Task<SheetReport> Run(CancellationToken cancellation)
    {
        var report = await new Comparison(workload, Measures, choices, stage).Run((_, _, _) => Task.FromResult(0), (contender, seats, _, token) => Measure(contender, seats, token), cancellation);
        return report with { Note = "Rostra runs with everything on; only what one account may send is not limited." };
    }

    /// <summary>A round of a system that runs.</summary>
    public async Task<Sheet> Measure(Contender contender, IReadOnlyList<Seat> seats, CancellationToken cancellation)
    {
        var meter = new Meter();
        await using var crowd = await Crowd.Enter(contender, seats, meter, TimedEach, cancellation);
        await Task.WhenAll(crowd.Guests.Where((_, at) => seats[at].Speaks).Select(guest => guest.Speak(workload.Window, cancellation)));
        await crowd.Watch(choices.WarmUp, cancellation);

        var (start, processor, driver) = (Stopwatch.GetTimestamp(), contender.ProcessorTime(), Environment.CpuUsage.TotalTime);
        meter.IsOn = true;
        await crowd.Watch(choices.Time, cancellation);
        meter.IsOn = false;
        var (time, used, own) = (Stopwatch.GetElapsedTime(start), contender.ProcessorTime() - processor, Environment.CpuUsage.TotalTime - driver);

        await crowd.Drain(DrainMax, cancellation);
        var (acks, deliveries) = (meter.Acks, meter.Deliveries);
        return new(new()
        {
            ["sendsPerSecond"] = meter.Acked / time.TotalSeconds,
            ["deliveriesPerSecond"] = meter.Delivered / time.TotalSeconds,
            ["ackP50"] = Delays.Percentile(acks, 0.5),
            ["ackP99"] = Delays.Percentile(acks, 0.99),
            ["deliveryP50"] = Delays.Percentile(deliveries, 0.5),
            ["deliveryP99"] = Delays.Percentile(deliveries, 0.99),
            ["cpuPerSend"] = used.TotalMicroseconds / meter.Acked,
            ["cpuPerDelivery"] = used.TotalMicroseconds / meter.Delivered,
            ["driverCpu"] = own / time,
            ["refused"] = meter.Refused,
        }, crowd.Lost, crowd.Doubled, crowd.OutOfOrder);
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Rostra.SlowReaders;
using Rostra.Terminal;
using Rostra.Topology;

namespace Rostra.Compare;

internal sealed record CompareOptions(Workload Workload, TimeSpan Time, TimeSpan WarmUp, int Rounds);

/// <summary>The same people, the same rooms, the same stores, first the one system, then the other, again and again: so that what else the machine does hits both.</summary>
internal sealed class CompareRun(CompareOptions options, IStage stage)
{
    private const int EntersAtOnce = 16;

    /// <summary>Of this many sockets one looks at the time of each message.</summary>
    private const int TimedEach = 25;
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    public async Task<CompareReport> Run(CancellationToken cancellation)
    {
        await using var cluster = await LocalCluster.Start(new ClusterPlan { Silos = 1, Gateways = 1, Restarts = false, Environment = RostraContender.Settings }, cancellation);
        await using var rostra = new RostraContender(cluster, stage);
        await using var peer = new PeerContender(cluster, FreePort());
        var (ours, theirs) = (await rostra.Furnish(options.Workload, cancellation), await peer.Furnish(options.Workload, cancellation));
        await rostra.Stop();

        List<Figures> rostras = [];
        List<Figures> peers = [];
        await stage.Show("rounds", options.Rounds * 2, async one =>
        {
            for (var round = 0; round < options.Rounds; round++)
            {
                rostras.Add(await Play(rostra, ours, cancellation));
                one();
                peers.Add(await Play(peer, theirs, cancellation));
                one();
            }
        });
        var (all, peerAll) = (Figures.Of(rostras), Figures.Of(peers));
        return new(options.Workload.Name, options.Workload.Window, all, peerAll, all.Lost, all.Doubled, all.OutOfOrder);
    }

    private async Task<Figures> Play(Contender contender, IReadOnlyList<Seat> seats, CancellationToken cancellation)
    {
        await contender.Start(cancellation);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var meter = new Meter();
        var guests = new Guest[seats.Count];
        try
        {
            await Parallel.ForAsync(0, seats.Count, new ParallelOptions { MaxDegreeOfParallelism = EntersAtOnce, CancellationToken = cancellation }, async (at, token) =>
                guests[at] = await Guest.Enter(contender, seats[at], meter, at % TimedEach == 0, over.Token));
            var pinging = Ping(guests, over.Token);
            var figures = await Measure(contender, guests, seats, meter, over.Token);
            await over.CancelAsync();
            await pinging;
            return figures;
        }
        finally
        {
            await over.CancelAsync();
            foreach (var guest in guests.Where(guest => guest is not null))
            {
                await guest.Listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                guest.Dispose();
            }

            await contender.Stop();
        }
    }

    private async Task<Figures> Measure(Contender contender, Guest[] guests, IReadOnlyList<Seat> seats, Meter meter, CancellationToken cancellation)
    {
        await Task.WhenAll(guests.Where((_, at) => seats[at].Speaks).Select(guest => guest.Speak(options.Workload.Window, cancellation)));
        await Watch(guests, options.WarmUp, cancellation);

        var (start, processor, driver) = (Stopwatch.GetTimestamp(), contender.ProcessorTime(), Environment.CpuUsage.TotalTime);
        meter.IsOn = true;
        await Watch(guests, options.Time, cancellation);
        meter.IsOn = false;
        var (time, used, own) = (Stopwatch.GetElapsedTime(start), contender.ProcessorTime() - processor, Environment.CpuUsage.TotalTime - driver);

        foreach (var guest in guests) guest.MaySpeak = false;
        for (var end = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(end) < DrainMax && (guests.Any(guest => guest.UnderWay > 0) || Lost(guests) > 0);)
        {
            await Task.Delay(LookEvery, cancellation);
        }

        var (acks, deliveries) = (meter.Acks, meter.Deliveries);
        return new(
            meter.Acked / time.TotalSeconds, meter.Delivered / time.TotalSeconds, Delays.Percentile(acks, 0.5), Delays.Percentile(acks, 0.99),
            Delays.Percentile(deliveries, 0.5), Delays.Percentile(deliveries, 0.99), used.TotalMicroseconds / meter.Acked, used.TotalMicroseconds / meter.Delivered,
            own / time, meter.Refused, Lost(guests), guests.Sum(guest => guest.Doubled), guests.Sum(guest => guest.OutOfOrder));
    }

    /// <summary>Waits; a socket that ends meanwhile ends the run.</summary>
    private static async Task Watch(Guest[] guests, TimeSpan time, CancellationToken cancellation)
    {
        var ended = Task.WhenAny(guests.Select(guest => guest.Listening));
        if (await Task.WhenAny(ended, Task.Delay(time, cancellation)) == ended) await await ended;
    }

    /// <summary>Acknowledged messages that somebody in their room has not heard.</summary>
    private static long Lost(Guest[] guests) => guests.GroupBy(guest => guest.Room).Sum(room => room.Sum(speaker => room.Sum(hearer => hearer.Heard.Missing(speaker.Acked))));

    private static async Task Ping(Guest[] guests, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(PingEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                foreach (var guest in guests) await guest.Ping(cancellation);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // The round is over, or its socket has told why.
        }
    }

    private static Uri FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}

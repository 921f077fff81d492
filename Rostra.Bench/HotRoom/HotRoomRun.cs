using System.Diagnostics;
using Rostra.Clients;
using Rostra.SlowReaders;
using Rostra.Terminal;
using Rostra.Towns;

namespace Rostra.HotRoom;

/// <param name="Speakers">Of the members, how many take turns in speaking.</param>
internal sealed record HotRoomOptions(int Members, int Speakers, int PerSecond, TimeSpan Time, int Rounds, string? Directory = null);

/// <summary>The same time, first without and then with what is said in the hot room. Delays are from before a message is sent until it has been read, in ms.</summary>
/// <param name="Unheard">Of the messages that were acknowledged, deliveries that never came.</param>
internal sealed record HotRound(
    double QuietP50, double QuietP99, double QuietP50Hot, double QuietP99Hot, double AckP50, double AckP99, double HotP50, double HotP99, double HotMax,
    int Sent, int Failed, long Deliveries, long Unheard, int Lost, double GatewaySeconds, double SiloSeconds, double DriverSeconds, long GatewayBytesMax, long SiloBytesMax)
{
    public double Ratio => QuietP99Hot / QuietP99;
}

/// <summary>One room in which a thousand listen and much is said, and quiet rooms beside it.</summary>
internal sealed class HotRoomRun(HotRoomOptions options, IStage stage)
{
    private const int Silos = 2;
    private const int Gateways = 2;
    private const int QuietPeople = 10;
    private const int QuietRoomCount = 4;
    private const double QuietPerSecond = 5;
    private const int TextLength = 80;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(30);

    private readonly Delays _delays = new();
    private readonly List<double> _acks = [];
    private int _sent;
    private int _failed;

    public async Task<IReadOnlyList<HotRound>> Run(CancellationToken cancellation)
    {
        await using var town = await Town.Found(Silos, Gateways, options.Directory, stage, cancellation);
        var people = await town.Settle("member", options.Members, cancellation);
        var room = (await town.Build(people[0], "hot room", 1, cancellation))[0];
        await town.Join([.. people.Skip(1)], _ => [room], cancellation);
        await using var quiet = await QuietRooms.Open(town, await town.Settle("resident", QuietPeople, cancellation), QuietRoomCount, QuietPerSecond, cancellation);
        var listeners = await Listen(town, people, cancellation);

        var rounds = new List<HotRound>();
        await stage.Show("rounds", options.Rounds, async one =>
        {
            await Speak(listeners, room, WarmUp, cancellation);
            for (var round = 0; round < options.Rounds; round++, one()) rounds.Add(await Play(town, listeners, room, quiet, cancellation));
        });
        foreach (var listener in listeners) await listener.DisposeAsync();
        return rounds;
    }

    private async Task<List<HubSocket>> Listen(Town town, IReadOnlyList<Account> people, CancellationToken cancellation)
    {
        var sockets = new HubSocket[people.Count];
        await town.Each("sockets", people.Count, async at =>
        {
            sockets[at] = await HubSocket.Open(town.Door(at).Url, await people[at].Token(town.Door(at), cancellation), _delays.Take, cancellation);
            (await sockets[at].Invoke<WireHello>("Hello", new { cursors = Array.Empty<WireCursor>() })).OrThrow("Hello");
        }, cancellation);
        return [.. sockets];
    }

    private async Task<HotRound> Play(Town town, List<HubSocket> listeners, Guid room, QuietRooms quiet, CancellationToken cancellation)
    {
        var work = new Work(town.Cluster);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        quiet.Collect();
        await Task.Delay(options.Time, cancellation);
        var calm = quiet.Collect();
        _delays.Collect();
        (_sent, _failed) = (0, 0);
        _acks.Clear();

        var (processor, watching) = (work.Processor(), work.Watch(enough.Token));
        await Speak(listeners, room, options.Time, cancellation);
        var after = work.Processor();
        var hot = quiet.Collect();
        await enough.CancelAsync();
        await watching;
        var heard = await Heard((long)(_sent - _failed) * listeners.Count, cancellation);
        double[] acks = [.. _acks.Order()];
        return new(
            Delays.Percentile(calm, 0.5), Delays.Percentile(calm, 0.99), Delays.Percentile(hot, 0.5), Delays.Percentile(hot, 0.99),
            Delays.Percentile(acks, 0.5), Delays.Percentile(acks, 0.99), Delays.Percentile(heard, 0.5), Delays.Percentile(heard, 0.99), Delays.Percentile(heard, 1),
            _sent, _failed, heard.Length, ((long)(_sent - _failed) * listeners.Count) - heard.Length, listeners.Count(listener => !listener.IsOpen),
            after.Gateways - processor.Gateways, after.Silos - processor.Silos, after.Driver - processor.Driver, work.GatewayBytesMax, work.SiloBytesMax);
    }

    /// <summary>The deliveries, when all have come, or no more of them come.</summary>
    private async Task<double[]> Heard(long all, CancellationToken cancellation)
    {
        List<double> heard = [.. _delays.Collect()];
        for (var start = Stopwatch.GetTimestamp(); heard.Count < all && Stopwatch.GetElapsedTime(start) < EndMax; heard.AddRange(_delays.Collect()))
        {
            await Task.Delay(LookEvery, cancellation);
        }

        heard.Sort();
        return [.. heard];
    }

    /// <summary>At its pace whatever comes back; ends when everything said has been answered.</summary>
    private async Task Speak(List<HubSocket> listeners, Guid room, TimeSpan time, CancellationToken cancellation)
    {
        List<Task> said = [];
        for (var (start, number) = (Stopwatch.GetTimestamp(), 0); Stopwatch.GetElapsedTime(start) is var passed && passed < time;)
        {
            for (; number < passed.TotalSeconds * options.PerSecond; number++) said.Add(Say(listeners[number % options.Speakers], room));
            await Task.Delay(1, cancellation);
        }

        await Task.WhenAll(said);
    }

    private async Task Say(HubSocket speaker, Guid room)
    {
        Interlocked.Increment(ref _sent);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var answer = await speaker.Invoke<Posted>("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text = Delays.Text(TextLength) });
            if (answer.Problem is not null) Interlocked.Increment(ref _failed);
            lock (_acks) _acks.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        catch (IOException)
        {
            Interlocked.Increment(ref _failed);
        }
    }
}

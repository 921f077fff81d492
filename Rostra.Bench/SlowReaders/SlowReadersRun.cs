using System.Diagnostics;
using Rostra.Clients;
using Rostra.Crash;
using Rostra.Terminal;

namespace Rostra.SlowReaders;

/// <param name="Slow">Of the readers, how many do not read in the second half of a round.</param>
/// <param name="Half">How long a round goes well, and then how long it does not.</param>
internal sealed record SlowReadersOptions(string App, int Readers, int Slow, Pace Kind, int Rounds, TimeSpan Half, int PerSecond, int TextLength);

/// <summary>What the readers that read saw, first with everybody reading, then not; and what became of those that did not.</summary>
internal sealed record Round(
    double P50, double P99, double P50Slow, double P99Slow, int Deliveries, int Closed, double ClosedAfterMedian, double ClosedAfterMax, long Bytes, long BytesPeak)
{
    public double Ratio => P99Slow / P99;
}

/// <summary>One room, one who speaks at a steady pace, many who read, and some of them badly.</summary>
internal sealed class SlowReadersRun(SlowReadersOptions options, IStage stage)
{
    private const int SocketsOfOne = 10;
    private const int OpenedAtOnce = 32;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private readonly Delays _delays = new();

    public async Task<IReadOnlyList<Round>> Run(CancellationToken cancellation)
    {
        // What one account may send is not what is looked at here.
        using var victim = new Victim(options.App, new Dictionary<string, string> { ["Rostra__Limits__SendBurst"] = "1000000", ["Rostra__Limits__SendsPerSecond"] = "1000000" });
        await victim.Start(cancellation);
        using var api = new Api(victim.Url);
        var people = await Gather(api, cancellation);
        var room = await Meet(api, people, cancellation);

        var good = await Each(options.Readers - options.Slow, async at => await HubSocket.Open(api.Url, await people[at % people.Count].Token(api, cancellation), _delays.Take, cancellation), cancellation);
        foreach (var reader in good) await Hello(reader);

        await using var speaker = await HubSocket.Open(api.Url, await people[0].Token(api, cancellation), null, cancellation);
        await Hello(speaker);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var speaking = Speak(speaker, room, enough.Token);
        await Task.Delay(WarmUp, cancellation);

        var rounds = new List<Round>();
        await stage.Show("rounds", options.Rounds, async one =>
        {
            for (var round = 0; round < options.Rounds; round++, one()) rounds.Add(await Play(victim, api, people, cancellation));
        });

        await enough.CancelAsync();
        await speaking;
        foreach (var reader in good) await reader.DisposeAsync();
        await victim.Kill();
        victim.Forget();
        return rounds;
    }

    private async Task<Round> Play(Victim victim, Api api, IReadOnlyList<Account> people, CancellationToken cancellation)
    {
        var slow = await Each(options.Slow, async at => await SlowReader.Open(api.Url, await people[at % people.Count].Token(api, cancellation), cancellation), cancellation);
        await Task.Delay(LookEvery * 10, cancellation);

        _delays.Collect();
        var (_, bytes) = await Watch(victim, api, slow, cancellation);
        var well = _delays.Collect();
        slow.ForEach(reader => reader.Read(options.Kind));
        var (closedAfter, peak) = await Watch(victim, api, slow, cancellation);
        var badly = _delays.Collect();
        foreach (var reader in slow) await reader.DisposeAsync();
        double[] closed = [.. closedAfter.Order()];
        return new(
            Delays.Percentile(well, 0.5), Delays.Percentile(well, 0.99), Delays.Percentile(badly, 0.5), Delays.Percentile(badly, 0.99),
            well.Length + badly.Length, closed.Length, Delays.Percentile(closed, 0.5), Delays.Percentile(closed, 1), bytes, peak);
    }

    /// <summary>Half a round. Both are looked at alike, for looking costs something too.</summary>
    private async Task<(List<double> ClosedAfter, long Peak)> Watch(Victim victim, Api api, List<SlowReader> slow, CancellationToken cancellation)
    {
        var (closedAfter, peak) = (new List<double>(), 0L);
        var open = slow.Select(reader => reader.LocalPort).ToHashSet();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) is var passed && passed < options.Half)
        {
            var still = ServerSide.Open(api.Url.Port);
            closedAfter.AddRange(Enumerable.Repeat(passed.TotalSeconds, open.RemoveWhere(port => !still.Contains(port))));
            peak = Math.Max(peak, victim.ResidentBytes);
            await Task.Delay(LookEvery, cancellation);
        }

        return (closedAfter, peak);
    }

    private async Task<IReadOnlyList<Account>> Gather(Api api, CancellationToken cancellation)
    {
        var accounts = Enumerable.Range(0, ((options.Readers + SocketsOfOne - 1) / SocketsOfOne) + 1).Select(at => new Account($"reader {at}", $"reader{at}@example.org", "slow readers 12")).ToList();
        await stage.Show("people", accounts.Count, one => Parallel.ForEachAsync(accounts, cancellation, async (account, token) =>
        {
            await account.Enter(api, token);
            one();
        }));
        return accounts;
    }

    private static async Task<Guid> Meet(Api api, IReadOnlyList<Account> people, CancellationToken cancellation)
    {
        var made = await api.Post<Room>("/api/rooms", await people[0].Token(api, cancellation), new { name = "slow readers" }, cancellation);
        var room = made.OrThrow("Making the room").Id;
        foreach (var person in people.Skip(1))
        {
            var token = await person.Token(api, cancellation);
            (await Patience.Usual.Insist(() => api.Post<Room>($"/api/rooms/{room}/join", token, new { }, cancellation), cancellation)).OrThrow("Joining");
        }

        return room;
    }

    /// <summary>At its pace whatever comes back, as the rest of the world would.</summary>
    private async Task Speak(HubSocket speaker, Guid room, CancellationToken enough)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / options.PerSecond));
        try
        {
            while (await timer.WaitForNextTickAsync(enough))
            {
                _ = speaker.Invoke<Posted>("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text = Delays.Text(options.TextLength) });
            }
        }
        catch (OperationCanceledException)
        {
            // Enough was said.
        }
    }

    private static async Task Hello(HubSocket socket) => (await socket.Invoke<WireHello>("Hello", new { cursors = Array.Empty<WireCursor>() })).OrThrow("Hello");

    private static async Task<List<T>> Each<T>(int count, Func<int, Task<T>> open, CancellationToken cancellation)
    {
        var opened = new T[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = cancellation }, async (at, _) => opened[at] = await open(at));
        return [.. opened];
    }
}

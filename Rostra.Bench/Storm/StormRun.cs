using System.Diagnostics;
using Rostra.Clients;
using Rostra.SlowReaders;
using Rostra.Terminal;
using Rostra.Towns;

namespace Rostra.Storm;

/// <param name="Accounts">People; each has as many of the sockets as any other.</param>
/// <param name="RoomsOfOne">How many of the rooms each person is in.</param>
internal sealed record StormOptions(int Sockets, int Accounts, int Rooms, int RoomsOfOne, TimeSpan Limit, string? Directory = null);

/// <param name="Missing">Sockets that had not caught up at the limit.</param>
/// <param name="CaughtUpAfterP50">Seconds from the cut until a socket had all that was said meanwhile, in all of its rooms.</param>
/// <param name="Refused">Turned away at the gateways' door, and tried again.</param>
/// <param name="Transactions">Of the whole database, from before the cut until all was over, without those of a time as long in which nothing happened.</param>
/// <param name="GatewaySeconds">Processor time.</param>
/// <param name="QuietP99">Milliseconds in rooms that were not cut, in the same time before the storm.</param>
internal sealed record StormReport(
    int Sockets, int Accounts, int Rooms, int Missing, double CaughtUpAfterP50, double CaughtUpAfterP99, double CaughtUpAfterMax,
    int Dials, int Refused, int Ungreeted, int Heard, long Transactions, double Seconds, double GatewaySeconds, double SiloSeconds, double DriverSeconds,
    long GatewayBytesMax, long SiloBytesMax, double QuietP50, double QuietP99, double StormP50, double StormP99, int QuietLost, string? LastFault);

/// <summary>Thousands of sockets at two gateways, all cut at one moment; meanwhile something is said in each of their rooms.</summary>
internal sealed class StormRun(StormOptions options, IStage stage)
{
    private const int Silos = 2;
    private const int Gateways = 2;
    private const int QuietPeople = 20;
    private const int QuietRoomCount = 5;
    private const double QuietPerSecond = 2;
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(15);

    public async Task<StormReport> Run(CancellationToken cancellation)
    {
        await using var town = await Town.Found(Silos, Gateways, options.Directory, stage, cancellation);
        var mayor = (await town.Settle("mayor", 1, cancellation))[0];
        var people = await town.Settle("citizen", options.Accounts, cancellation);
        var rooms = await town.Build(mayor, "hall", options.Rooms, cancellation);
        await town.Join(people, person => RoomsOf(person, rooms), cancellation);
        await using var quiet = await QuietRooms.Open(town, await town.Settle("resident", QuietPeople, cancellation), QuietRoomCount, QuietPerSecond, cancellation);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (clients, living) = await Arrive(town, people, rooms, over.Token);
        await Task.Delay(SettleTime, cancellation);
        var report = await Cut(town, clients, quiet, new Speaker(town, await mayor.Token(town.Door(0), cancellation), rooms), cancellation);
        await over.CancelAsync();
        await living;
        return report;
    }

    private IEnumerable<Guid> RoomsOf(int person, IReadOnlyList<Guid> rooms) =>
        Enumerable.Range(0, options.RoomsOfOne).Select(at => rooms[(person + (at * rooms.Count / options.RoomsOfOne)) % rooms.Count]);

    /// <summary>Everybody comes, some at a time.</summary>
    private async Task<(List<StormClient> Clients, Task Living)> Arrive(Town town, IReadOnlyList<Account> people, IReadOnlyList<Guid> rooms, CancellationToken stopping)
    {
        List<StormClient> clients = [];
        for (var at = 0; at < options.Sockets; at++)
        {
            var person = at % people.Count;
            clients.Add(new StormClient(town.Gateways, await people[person].Token(town.Door(person), stopping), [.. RoomsOf(person, rooms)], at));
        }

        List<Task> living = [Ping(clients, stopping)];
        await town.Each("sockets", clients.Count, async at =>
        {
            lock (living) living.Add(clients[at].Live(stopping));
            while (!clients[at].IsGreeted) await Task.Delay(LookEvery, stopping);
        }, stopping);
        return (clients, Task.WhenAll(living));
    }

    private async Task<StormReport> Cut(Town town, List<StormClient> clients, QuietRooms quiet, Speaker speaker, CancellationToken cancellation)
    {
        var work = new Work(town.Cluster);
        var usual = await PerSecond(work, quiet, cancellation);
        var calm = quiet.Collect();
        var (heard, dials) = (clients.Sum(client => client.Heard), clients.Sum(client => client.Dials));
        var (transactions, processor) = (await work.Transactions(cancellation), work.Processor());
        var countedFrom = Stopwatch.GetTimestamp();
        quiet.Collect();

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = work.Watch(enough.Token);
        var cut = Stopwatch.GetTimestamp();
        clients.ForEach(client => client.Cut());
        var goal = await speaker.SaySomethingEverywhere(cancellation);
        clients.ForEach(client => client.Expect(goal));
        while (clients.Any(client => client.ReachedAt == 0) && Stopwatch.GetElapsedTime(cut) < options.Limit) await Task.Delay(LookEvery, cancellation);

        var seconds = Stopwatch.GetElapsedTime(cut).TotalSeconds;
        var after = work.Processor();
        var storm = quiet.Collect();
        await enough.CancelAsync();
        await watching;
        var counted = await work.Transactions(cancellation) - transactions;
        double[] reached = [.. clients.Where(client => client.ReachedAt > 0).Select(client => Stopwatch.GetElapsedTime(cut, client.ReachedAt).TotalSeconds).Order()];
        return new(
            clients.Count, options.Accounts, options.Rooms, clients.Count - reached.Length,
            Delays.Percentile(reached, 0.5), Delays.Percentile(reached, 0.99), Delays.Percentile(reached, 1),
            clients.Sum(client => client.Dials) - dials, clients.Sum(client => client.Refused), clients.Sum(client => client.Ungreeted), clients.Sum(client => client.Heard) - heard,
            counted - (long)(usual * Stopwatch.GetElapsedTime(countedFrom).TotalSeconds), seconds,
            after.Gateways - processor.Gateways, after.Silos - processor.Silos, after.Driver - processor.Driver,
            work.GatewayBytesMax, work.SiloBytesMax,
            Delays.Percentile(calm, 0.5), Delays.Percentile(calm, 0.99), Delays.Percentile(storm, 0.5), Delays.Percentile(storm, 0.99), quiet.Lost,
            clients.Select(client => client.LastFault).FirstOrDefault(fault => fault is not null));
    }

    /// <summary>Transactions of a second in which nothing happens but what always happens.</summary>
    private static async Task<double> PerSecond(Work work, QuietRooms quiet, CancellationToken cancellation)
    {
        var before = await work.Transactions(cancellation);
        var from = Stopwatch.GetTimestamp();
        quiet.Collect();
        await Task.Delay(Before, cancellation);
        return (await work.Transactions(cancellation) - before) / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private static async Task Ping(List<StormClient> clients, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var from = Stopwatch.GetTimestamp();
            for (var at = 0; at < clients.Count; at++)
            {
                await clients[at].Ping(stopping);
                var due = PingEvery * ((double)at / clients.Count);
                if (due - Stopwatch.GetElapsedTime(from) is var early && early > LookEvery) await Task.Delay(early, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Says one thing in every room.</summary>
    private sealed class Speaker(Town town, string token, IReadOnlyList<Guid> rooms)
    {
        private const int AtOnce = 32;

        public async Task<IReadOnlyDictionary<Guid, long>> SaySomethingEverywhere(CancellationToken cancellation)
        {
            var places = new long[rooms.Count];
            await Parallel.ForAsync(0, rooms.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (at, stopping) =>
                places[at] = await town.Say(token, rooms[at], "while you were away", at, stopping));
            return rooms.Zip(places).ToDictionary(place => place.First, place => place.Second);
        }
    }
}

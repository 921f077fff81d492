using Rostra.Clients;
using Rostra.Terminal;
using Rostra.Topology;

namespace Rostra.Towns;

/// <summary>A cluster of the bench's own with people in its rooms, made through the contract alone. What one account may do in a time is not what is looked at here.</summary>
internal sealed class Town : IAsyncDisposable
{
    private const int AtOnce = 48;
    private const string Password = "a town of ours 12";

    private readonly IStage _stage;
    private readonly IReadOnlyList<Api> _doors;

    private Town(LocalCluster cluster, IStage stage)
    {
        (Cluster, _stage) = (cluster, stage);
        _doors = [.. cluster.Gateways.Select(gateway => new Api(gateway.Url, AtOnce))];
    }

    public LocalCluster Cluster { get; }

    /// <summary>The gateways' own addresses, past the balancer.</summary>
    public IReadOnlyList<Uri> Gateways => [.. _doors.Select(door => door.Url)];

    /// <param name="directory">What the cluster writes stays there; null: nothing stays.</param>
    /// <param name="isDurable">Whether Postgres waits for the disk.</param>
    public static async Task<Town> Found(int silos, int gateways, string? directory, IStage stage, CancellationToken cancellation, bool isDurable = false) =>
        new(await LocalCluster.Start(new ClusterPlan { Silos = silos, Gateways = gateways, Directory = directory, Durable = isDurable, Environment = Generous }, cancellation), stage);

    private static Dictionary<string, string> Generous => new()
    {
        ["Rostra__Limits__SendBurst"] = "1000000",
        ["Rostra__Limits__SendsPerSecond"] = "100000",
        ["Rostra__Limits__NewRoomBurst"] = "100000",
        ["Rostra__Limits__JoinBurst"] = "100000",
        ["Rostra__Limits__PageBurst"] = "100000",
        ["Rostra__Tokens__Lifetime"] = "01:00:00",
    };

    /// <summary>The door of somebody: everybody has one, and all doors as many.</summary>
    public Api Door(int person) => _doors[person % _doors.Count];

    public async Task<IReadOnlyList<Account>> Settle(string name, int count, CancellationToken cancellation)
    {
        var accounts = Enumerable.Range(0, count).Select(at => new Account($"{name} {at}", $"{name}{at}@example.org", Password)).ToList();
        await Each($"{name}s", count, at => accounts[at].Enter(Door(at), cancellation), cancellation);
        return accounts;
    }

    /// <summary>Rooms of one who is in all of them.</summary>
    public async Task<IReadOnlyList<Guid>> Build(Account owner, string name, int count, CancellationToken cancellation)
    {
        var rooms = new Guid[count];
        var token = await owner.Token(Door(0), cancellation);
        await Each($"{name}s", count, async at => rooms[at] = (await Insist(at, door => door.Post<Room>("/api/rooms", token, new { name = $"{name} {at}" }, cancellation), cancellation)).Id, cancellation);
        return rooms;
    }

    public Task Join(IReadOnlyList<Account> people, Func<int, IEnumerable<Guid>> roomsOf, CancellationToken cancellation) =>
        Each("joins of", people.Count, async at =>
        {
            var token = await people[at].Token(Door(at), cancellation);
            foreach (var room in roomsOf(at)) await Insist(at, door => door.Post<Room>($"/api/rooms/{room}/join", token, new { }, cancellation), cancellation);
        }, cancellation);

    /// <summary>Answers the message's place.</summary>
    public async Task<long> Say(string token, Guid room, string text, int door, CancellationToken cancellation)
    {
        var message = new { clientId = Guid.CreateVersion7(), text };
        return (await Insist(door, way => way.Post<Posted>($"/api/rooms/{room}/messages", token, message, cancellation), cancellation)).Message.Id;
    }

    public async Task Each(string title, int count, Func<int, Task> work, CancellationToken cancellation) =>
        await _stage.Show(title, count, one => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (at, _) =>
        {
            await work(at);
            one();
        }));

    public async ValueTask DisposeAsync()
    {
        foreach (var door in _doors) door.Dispose();
        await Cluster.DisposeAsync();
    }

    private async Task<T> Insist<T>(int person, Func<Api, Task<Answer<T>>> ask, CancellationToken cancellation)
        where T : class => (await Patience.Usual.Insist(() => ask(Door(person)), cancellation)).OrThrow("Making the town");
}

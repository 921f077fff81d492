using Rostra.Clients;
using Rostra.Processes;
using Rostra.Terminal;
using Rostra.Topology;

namespace Rostra.Compare;

/// <summary>Silos and gateways, with everything on that people get: sign-in, presence, unread counts, the search index, the limits.</summary>
internal sealed class RostraContender(LocalCluster cluster, IStage stage) : Contender
{
    private const int AtOnce = 16;
    private const string Password = "beside each other 12";

    /// <summary>A closed loop of one account passes what one person may do: its limit is raised, and taken into account all the same.</summary>
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["Rostra__Limits__SendBurst"] = "1000000",
        ["Rostra__Limits__SendsPerSecond"] = "1000000",
        ["Rostra__Limits__NewRoomBurst"] = "100000",
        ["Rostra__Limits__JoinBurst"] = "1000000",
        ["Rostra__Limits__PageBurst"] = "1000000",
        ["Rostra__Limits__PagesPerSecond"] = "1000000",
        ["Rostra__Tokens__Lifetime"] = "04:00:00",
    };

    public override string Name => "rostra";

    public override byte[] Greeting { get; } = HubFrame.Invoke("0", "Hello", new { cursors = Array.Empty<WireCursor>() });

    public override string SendMethod => "SendMessage";

    public override bool TakesObject => true;

    /// <summary>How many of the cluster's silos run.</summary>
    public int Silos { get; set; } = cluster.Silos.Count;

    /// <summary>How many of the cluster's gateways run; people are spread over them.</summary>
    public int Gateways { get; set; } = cluster.Gateways.Count;

    public override IReadOnlyList<ProcessIdentity> Fronts => [.. cluster.Gateways.Take(Gateways).Select(Process)];

    public override IReadOnlyList<ProcessIdentity> Programs => [.. Running.Select(Process)];

    private IReadOnlyList<RostraMember> Running => [.. cluster.Silos.Take(Silos), .. cluster.Gateways.Take(Gateways)];

    private Uri Url => cluster.Gateways[0].Url;

    /// <summary>The cluster that it needs, stores included.</summary>
    public static ClusterPlan Plan(int silos = 1, int gateways = 1) => new() { Silos = silos, Gateways = gateways, Restarts = false, Environment = Settings };

    public override async Task<IReadOnlyList<Seat>> Furnish(Workload workload, CancellationToken cancellation)
    {
        using var api = new Api(Url, AtOnce);
        var seats = new Seat[workload.Sockets];
        var rooms = new Guid[workload.Rooms];
        await Each("people", workload.Sockets, async at =>
        {
            var account = new Account($"{workload.Name} {at}", $"{workload.Name}{at}@bench.invalid", Password);
            await account.Enter(api, cancellation);
            var (room, chair) = (at / workload.PeoplePerRoom, at % workload.PeoplePerRoom);
            var token = await account.Token(api, cancellation);
            seats[at] = new Seat(Url, token, default, chair < workload.Speakers);
            if (chair == 0) rooms[room] = (await Ask<Room>(api, token, "/api/rooms", new { name = $"{workload.Name} {room}" }, cancellation)).Id;
        }, cancellation);
        await Each("joins", workload.Sockets, async at =>
        {
            var room = rooms[at / workload.PeoplePerRoom];
            if (at % workload.PeoplePerRoom > 0) await Ask<Room>(api, seats[at].Token, $"/api/rooms/{room}/join", new { }, cancellation);
            seats[at] = seats[at] with { Room = room };
        }, cancellation);
        return seats;
    }

    /// <summary>The same seats, at the gateways that run.</summary>
    public IReadOnlyList<Seat> Spread(IReadOnlyList<Seat> seats) => [.. seats.Select((seat, at) => seat with { Server = cluster.Gateways[at % Gateways].Url })];

    public override async Task Start(CancellationToken cancellation)
    {
        foreach (var member in Running) await member.Start(cancellation);
        await Task.WhenAll(Running.Select(member => member.WaitReady(cancellation)));
    }

    public override async Task Stop()
    {
        await Task.WhenAll(cluster.Gateways.Select(gateway => gateway.Stop()));
        await Task.WhenAll(cluster.Silos.Select(silo => silo.Stop()));
    }

    public override TimeSpan ProcessorTime() => Running.Append<Topology.Member>(cluster.Postgres).Append(cluster.Redis).Aggregate(TimeSpan.Zero, (sum, member) => sum + member.ProcessorTime);

    public override string PagePath(Guid room, int limit, long? before = null, long? around = null) => $"/api/rooms/{room}/messages?limit={limit}{Place("before", before)}{Place("around", around)}";

    /// <summary>Where the newest hits of a word are.</summary>
    public static string SearchPath(Guid room, string word) => $"/api/rooms/{room}/search?q={word}&limit=20";

    public override async Task<long> Fill(Guid room, IEnumerable<string> texts, CancellationToken cancellation) => await new LogFilling(cluster.Postgres.ConnectionString).Fill(room, texts, cancellation);

    private static ProcessIdentity Process(Topology.Member member) => ProcessIdentity.Of(member.Pid ?? 0) ?? throw new BenchException($"{member.Name} does not run; its log is {member.LogFile}");

    private static async Task<T> Ask<T>(Api api, string token, string path, object body, CancellationToken cancellation)
        where T : class => (await Patience.Usual.Insist(() => api.Post<T>(path, token, body, cancellation), cancellation)).OrThrow(path);

    private Task Each(string title, int count, Func<int, Task> work, CancellationToken cancellation) =>
        stage.Show(title, count, one => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (at, _) =>
        {
            await work(at);
            one();
        }));
}

using Rostra.Clients;
using Rostra.Terminal;
using Rostra.Topology;

namespace Rostra.Compare;

/// <summary>A silo and a gateway, with everything on that people get: sign-in, presence, unread counts, the search index, the limits.</summary>
internal sealed class RostraContender(LocalCluster cluster, IStage stage) : Contender
{
    private const int AtOnce = 16;
    private const string Password = "beside each other 12";

    /// <summary>A closed loop of one account passes what one person may do: its limit is raised, and taken into account all the same.</summary>
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["Rostra__Limits__SendBurst"] = "1000000",
        ["Rostra__Limits__SendsPerSecond"] = "1000000",
        ["Rostra__Limits__NewRoomBurst"] = "1000",
        ["Rostra__Tokens__Lifetime"] = "04:00:00",
    };

    public override string Name => "rostra";

    public override byte[] Greeting { get; } = HubFrame.Invoke("0", "Hello", new { cursors = Array.Empty<WireCursor>() });

    public override string SendMethod => "SendMessage";

    public override bool TakesObject => true;

    private Uri Url => cluster.Gateways[0].Url;

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
            if (chair == 0) rooms[room] = (await Ask<WireRoom>(api, token, "/api/rooms", new { name = $"{workload.Name} {room}" }, cancellation)).Id;
        }, cancellation);
        await Each("joins", workload.Sockets, async at =>
        {
            var room = rooms[at / workload.PeoplePerRoom];
            if (at % workload.PeoplePerRoom > 0) await Ask<WireRoom>(api, seats[at].Token, $"/api/rooms/{room}/join", new { }, cancellation);
            seats[at] = seats[at] with { Room = room };
        }, cancellation);
        return seats;
    }

    public override async Task Start(CancellationToken cancellation)
    {
        await cluster.StartAll(cancellation);
        await cluster.WaitReady(cancellation);
    }

    public override async Task Stop()
    {
        await cluster.Gateways[0].Stop();
        await cluster.Silos[0].Stop();
    }

    public override TimeSpan ProcessorTime() => new Member[] { cluster.Gateways[0], cluster.Silos[0], cluster.Postgres, cluster.Redis }.Aggregate(TimeSpan.Zero, (sum, member) => sum + member.ProcessorTime);

    private static async Task<T> Ask<T>(Api api, string token, string path, object body, CancellationToken cancellation)
        where T : class => (await Patience.Usual.Insist(() => api.Post<T>(path, token, body, cancellation), cancellation)).OrThrow(path);

    private Task Each(string title, int count, Func<int, Task> work, CancellationToken cancellation) =>
        stage.Show(title, count, one => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (at, _) =>
        {
            await work(at);
            one();
        }));
}

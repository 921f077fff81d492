using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Rostra.Clients;
using Rostra.Peer;
using Rostra.Processes;
using Rostra.Topology;

namespace Rostra.Compare;

/// <summary>SignalR with its Redis backplane and Npgsql, one process, at the same stores.</summary>
internal sealed class PeerContender(LocalCluster cluster) : Contender
{
    private const string Database = "peer";
    private readonly Uri _url = FreePort();
    private Process? _process;

    public override string Name => "peer";

    public override byte[] Greeting { get; } = HubFrame.Invoke("0", "Ready");

    public override string SendMethod => "Send";

    public override IReadOnlyList<ProcessIdentity> Fronts => [ProcessIdentity.Of(_process!.Id)!];

    public override IReadOnlyList<ProcessIdentity> Programs => Fronts;

    public override bool TakesObject => false;

    private string ConnectionString => new NpgsqlConnectionStringBuilder(cluster.Postgres.ConnectionString) { Database = Database }.ConnectionString;

    public override async Task<IReadOnlyList<Seat>> Furnish(Workload workload, CancellationToken cancellation)
    {
        var rooms = Enumerable.Range(0, workload.Rooms).Select(_ => Guid.CreateVersion7()).ToList();
        var people = Enumerable.Range(0, workload.Sockets).Select(at => (Room: rooms[at / workload.PeoplePerRoom], Person: Guid.CreateVersion7())).ToList();
        await using (var all = NpgsqlDataSource.Create(cluster.Postgres.ConnectionString))
        {
            await using var make = all.CreateCommand($"create database {Database}");
            await make.ExecuteNonQueryAsync(cancellation);
        }

        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await PeerRooms.Make(database, people, cancellation);
        return [.. people.Select((person, at) => new Seat(_url, $"{person.Person}", person.Room, at % workload.PeoplePerRoom < workload.Speakers))];
    }

    public override async Task Start(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["peer", "--url", $"{_url}", "--postgres", ConnectionString, "--redis", cluster.Redis.ConnectionString])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_gcServer"] = "1" }, // As every program of ASP.NET Core's own SDK has it, a gateway of Rostra's too.
        };
        _process = Process.Start(start) ?? throw new BenchException("The peer did not start.");
        if (await _process.StandardOutput.ReadLineAsync(cancellation) != PeerCommand.ReadyWord) throw new BenchException("The peer ended at once; its error stands above.");
    }

    public override async Task Stop()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public override TimeSpan ProcessorTime() => ProcessIdentity.Of(_process!.Id)!.ProcessorTime + cluster.Postgres.ProcessorTime + cluster.Redis.ProcessorTime;

    public override string PagePath(Guid room, int limit, long? before = null, long? around = null) => $"/rooms/{room}/messages?limit={limit}{Place("before", before)}{Place("around", around)}";

    public override async Task<long> Fill(Guid room, IEnumerable<string> texts, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(ConnectionString);
        return await PeerRooms.Fill(database, room, texts, cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        await Stop();
        await base.DisposeAsync();
    }

    private static Uri FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}

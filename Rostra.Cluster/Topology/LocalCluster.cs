using Rostra.Processes;

namespace Rostra.Topology;

/// <summary>A whole cluster of Rostra as processes of this machine, each of which can be hurt and healed.</summary>
public sealed class LocalCluster : IAsyncDisposable
{
    internal const string Id = "rostra";

    /// <summary>Programs that it needs, and Debian's packages with them.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Packages = new Dictionary<string, string> { ["redis-server"] = "redis-server", ["haproxy"] = "haproxy" };

    private static readonly Dictionary<string, string> s_network = new() { ["ip"] = "iproute2" };

    private static readonly TimeSpan s_startTime = TimeSpan.FromMinutes(3);

    private readonly bool _isTemporary;
    private Keeper? _keeper;
    private Guard? _guard;

    internal LocalCluster(ClusterPlan plan, PortBlock ports)
    {
        if (plan is not { Silos: > 0 and <= PortBlock.ProcessesMax, Gateways: > 0 and <= PortBlock.ProcessesMax })
        {
            throw new StartRefusedException($"A cluster on one machine has 1 to {PortBlock.ProcessesMax} silos and as many gateways.");
        }

        if (!OperatingSystem.IsLinux())
        {
            throw new StartRefusedException("A cluster on one machine needs Linux; elsewhere use docker-compose.yml.");
        }

        Plan = plan;
        Ports = ports;
        _isTemporary = plan.Directory is null;
        Files = new ClusterDirectory(plan.Directory ?? Path.Combine(Path.GetTempPath(), "rostra-cluster-" + Path.GetRandomFileName()));
        Silos = [.. Enumerable.Range(1, plan.Silos).Select(number => new SiloMember(this, number))];
        Gateways = [.. Enumerable.Range(1, plan.Gateways).Select(number => new GatewayMember(this, number))];
        Postgres = new PostgresMember(this);
        Redis = new RedisMember(this);
        Balancer = new BalancerMember(this);
        Keeper = new KeeperMember(this);
        foreach (var member in Members)
        {
            foreach (var (variable, value) in member is RostraMember ? plan.Environment : new Dictionary<string, string>())
            {
                member.Environment[variable] = value;
            }
        }
    }

    public IReadOnlyList<SiloMember> Silos { get; }

    public IReadOnlyList<GatewayMember> Gateways { get; }

    public PostgresMember Postgres { get; }

    public RedisMember Redis { get; }

    public BalancerMember Balancer { get; }

    internal KeeperMember Keeper { get; }

    /// <summary>All, in the order in which they are started.</summary>
    public IEnumerable<Member> Members => [Postgres, Redis, Balancer, .. Silos, .. Gateways];

    /// <summary>The links between all of them; null unless the plan asks for it.</summary>
    public ClusterNetwork? Network { get; private set; }

    /// <summary>The balancer's address.</summary>
    public Uri Url => Balancer.Url;

    /// <summary>What the cluster writes.</summary>
    public string Directory => Files.Path;

    internal ClusterPlan Plan { get; }

    internal PortBlock Ports { get; }

    internal ClusterDirectory Files { get; }

    /// <summary>A cluster of the caller's own, ready for people. It ends with its disposal, or with this process.</summary>
    public static async Task<LocalCluster> Start(ClusterPlan plan, CancellationToken cancellation)
    {
        await SystemPrograms.Ensure(Packages.Concat(plan.Isolated ? s_network : []).ToDictionary(), plan.Say, cancellation);
        var cluster = new LocalCluster(plan, plan.Port is { } port ? PortBlock.At(port) : PortBlock.Free());
        try
        {
            cluster.Network = plan.Isolated ? new ClusterNetwork(cluster.Ports) : null;
            cluster._guard = Guard.Over(cluster);
            await (cluster.Network?.Make(cluster) ?? Task.CompletedTask);
            foreach (var member in cluster.Members)
            {
                plan.Configure?.Invoke(member);
            }

            await cluster.StartAll(cancellation);
            await cluster.WaitReady(cancellation);
            if (plan.Restarts)
            {
                cluster._keeper = new Keeper(cluster.Members, plan.Say);
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts whatever does not run. Stores first: silos and gateways end when they find none.</summary>
    public async Task StartAll(CancellationToken cancellation)
    {
        await Task.WhenAll(StartReady(Postgres, cancellation), StartReady(Redis, cancellation), Balancer.Start(cancellation));
        await Task.WhenAll(Members.OfType<RostraMember>().Select(member => Say(member, cancellation)));
    }

    /// <summary>Completes when every silo and gateway is ready, and the balancer has noticed.</summary>
    public async Task WaitReady(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_startTime);
        await Task.WhenAll(Members.Select(member => member.WaitReady(patience.Token)));
        await Balancer.WaitOpen(patience.Token);
    }

    /// <summary>SIGKILL to all of it.</summary>
    public Task KillAll() => Task.WhenAll(Members.Select(member => member.Kill()));

    /// <summary>Stops all of it in order, so that nobody misses anything: gateways, silos, then what they need.</summary>
    public async Task StopAll()
    {
        await Task.WhenAll(Gateways.Select(gateway => gateway.Stop()));
        await Task.WhenAll(Silos.Select(silo => silo.Stop()));
        await Task.WhenAll(Balancer.Stop(), Redis.Stop(), Postgres.Stop());
    }

    /// <summary>At once: a cluster that is thrown away need not be stopped in order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
        {
            await _keeper.DisposeAsync();
        }

        await KillAll();
        _guard?.Dispose();
        if (Network is not null)
        {
            await Network.Remove(this);
        }

        Ports.Dispose();
        if (_isTemporary)
        {
            Erase();
        }
    }

    /// <summary>Removes everything that it wrote.</summary>
    internal void Erase()
    {
        // As root, Postgres may have had to go where its account can reach it.
        foreach (var link in new DirectoryInfo(Directory).EnumerateDirectories().Where(entry => entry.LinkTarget is not null))
        {
            System.IO.Directory.Delete(link.LinkTarget!, recursive: true);
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private async Task StartReady(Member member, CancellationToken cancellation)
    {
        await Say(member, cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_startTime);
        await member.WaitReady(patience.Token);
    }

    private async Task Say(Member member, CancellationToken cancellation)
    {
        await member.Start(cancellation);
        Plan.Say($"{member.Name,-11} pid {member.Pid,-8} {member.Addresses}");
    }
}

using System.Globalization;
using System.Net.Sockets;
using Rostra.Processes;

namespace Rostra.Topology;

/// <summary>HAProxy before the gateways, with the same rules as in docker-compose.yml.</summary>
public sealed class BalancerMember : Member
{
    private static readonly string s_rules = Path.Combine(AppContext.BaseDirectory, "deploy", "haproxy", "haproxy.cfg");
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);
    private readonly LocalCluster _cluster;

    internal BalancerMember(LocalCluster cluster)
        : base(cluster.Files, "balancer") => _cluster = cluster;

    /// <summary>The address that gateways see it come from.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>What people open.</summary>
    public Uri Url => new($"http://127.0.0.1:{_cluster.Ports.Balancer}");

    public override string Addresses => $"127.0.0.1:{_cluster.Ports.Balancer}";

    /// <summary>It takes callers; whether there is a gateway for them is theirs to say.</summary>
    public override async Task<bool> IsReady(CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _cluster.Ports.Balancer, cancellation);
            return State is MemberState.Running;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Completes when it lets callers through to a gateway that is ready.</summary>
    internal async Task WaitOpen(CancellationToken cancellation)
    {
        var ready = new Uri(Url, "/health/ready");
        while (!await HealthProbe.Answers(ready, cancellation))
        {
            await Task.Delay(s_look, cancellation);
        }
    }

    private protected override Task<ProcessIdentity> Launch(CancellationToken cancellation)
    {
        var gateways = Path.Combine(_cluster.Files.Balancer, "gateways.cfg");
        File.WriteAllLines(gateways, Backends());
        var bind = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_cluster.Ports.Balancer}");
        if (HasIPv6Loopback())
        {
            bind += string.Create(CultureInfo.InvariantCulture, $",[::1]:{_cluster.Ports.Balancer}"); // Where "localhost" may lead a browser first.
        }

        var environment = new Dictionary<string, string>(Environment) { ["ROSTRA_BIND"] = bind };
        return Task.FromResult(Started(Launcher.Start(
            new(SystemPrograms.Find("haproxy"), ["-db", "-f", s_rules, "-f", gateways], environment, LogFile, _cluster.Files.Balancer))));
    }

    // The rules of both are in haproxy.cfg, under the same names.
    private IEnumerable<string> Backends() => [.. Backend("ready"), .. Backend("alive")];

    private IEnumerable<string> Backend(string name) =>
    [
        $"backend {name} from {name}",
        .. _cluster.Gateways.Select(gateway => string.Create(CultureInfo.InvariantCulture, $"    server {gateway.Name} {gateway.Address}:{gateway.Port}")),
    ];

    private static bool HasIPv6Loopback()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

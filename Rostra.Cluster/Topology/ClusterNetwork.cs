using System.Globalization;
using Rostra.Postgres;
using Rostra.Processes;

namespace Rostra.Topology;

/// <summary>
/// A network for one cluster: every silo and gateway in a namespace of its own behind a bridge, the stores and the balancer on the bridge itself, so
/// that any of the links between them can be cut. Needs root.
/// </summary>
public sealed class ClusterNetwork
{
    private const int FirstSilo = 10;
    private const int FirstGateway = 40;

    private readonly string _subnet;
    private readonly string _ip = SystemPrograms.Find("ip");
    private readonly HashSet<(RostraMember From, string To)> _cuts = [];

    internal ClusterNetwork(PortBlock ports)
    {
        if (!System.Environment.IsPrivilegedProcess)
        {
            throw new StartRefusedException("A network of its own for each process needs root.");
        }

        var number = ports.Number.ToString(CultureInfo.InvariantCulture);
        Name = "rostra" + number;
        _subnet = $"10.77.{number}.";
    }

    /// <summary>The bridge's name; those of the namespaces begin with it.</summary>
    internal string Name { get; }

    /// <summary>From now on nothing that one says reaches the other, either way. Open connections hang; new ones fail.</summary>
    public async Task Cut(Member one, Member other)
    {
        await CutOneWay(one, other);
        await CutOneWay(other, one);
    }

    /// <summary>From now on nobody of the one side reaches anybody of the other. Who is on neither side reaches both.</summary>
    public async Task Split(IReadOnlyCollection<Member> side, IReadOnlyCollection<Member> other)
    {
        foreach (var (one, another) in side.SelectMany(one => other.Select(another => (one, another))))
        {
            await Cut(one, another);
        }
    }

    /// <summary>What the one sends is lost. The stores and the balancer share the machine's own network: what they send is never lost.</summary>
    public async Task CutOneWay(Member from, Member to)
    {
        if (from is RostraMember member && _cuts.Add((member, AddressOf(to))))
        {
            await Within(member, "route", "add", "blackhole", AddressOf(to) + "/32");
        }
    }

    public async Task Heal(Member one, Member other)
    {
        foreach (var cut in _cuts.Where(cut => (cut.From == one && cut.To == AddressOf(other)) || (cut.From == other && cut.To == AddressOf(one))).ToList())
        {
            await Heal(cut);
        }
    }

    /// <summary>All links work again.</summary>
    public async Task Heal()
    {
        foreach (var cut in _cuts.ToList())
        {
            await Heal(cut);
        }
    }

    internal async Task Make(LocalCluster cluster)
    {
        await Remove(cluster); // Of a run that was killed: the ports, and with them the number, are ours now.
        Member[] here = [cluster.Balancer, cluster.Postgres, cluster.Redis];
        await Ip("link", "add", Name, "type", "bridge");
        await Ip("link", "set", Name, "up");
        foreach (var member in here)
        {
            await Ip("addr", "add", AddressOf(member) + "/24", "dev", Name); // The first is the one that the balancer's callers see.
        }

        (cluster.Balancer.Address, cluster.Postgres.Address, cluster.Redis.Address) = (AddressOf(here[0]), AddressOf(here[1]), AddressOf(here[2]));
        foreach (var member in cluster.Members.OfType<RostraMember>())
        {
            await Join(member);
        }
    }

    internal async Task Remove(LocalCluster cluster)
    {
        foreach (var member in cluster.Members.OfType<RostraMember>())
        {
            await Run("netns", "del", NamespaceOf(member)); // Its end of the cable goes, and so does the other.
        }

        await Run("link", "del", Name);
    }

    private async Task Join(RostraMember member)
    {
        var (space, outer, inner) = (NamespaceOf(member), $"{Name}{Letter(member)}{member.Number}", $"i{Name[6..]}{Letter(member)}{member.Number}");
        await Ip("netns", "add", space);
        await Ip("link", "add", outer, "type", "veth", "peer", "name", inner, "netns", space);
        await Ip("link", "set", outer, "master", Name, "up");
        await Within(member, "link", "set", "lo", "up");
        await Within(member, "addr", "add", AddressOf(member) + "/24", "dev", inner);
        await Within(member, "link", "set", inner, "up");
        (member.Address, member.NetworkNamespace) = (AddressOf(member), space);
    }

    private async Task Heal((RostraMember From, string To) cut)
    {
        _cuts.Remove(cut);
        await Within(cut.From, "route", "del", "blackhole", cut.To + "/32");
    }

    private string NamespaceOf(RostraMember member) => $"{Name}-{member.Name}";

    private static char Letter(RostraMember member) => member is SiloMember ? 's' : 'g';

    private string AddressOf(Member member) => _subnet + (member switch
    {
        BalancerMember => 1,
        PostgresMember => 2,
        RedisMember => 3,
        SiloMember silo => FirstSilo + silo.Number,
        GatewayMember gateway => FirstGateway + gateway.Number,
        _ => throw new ArgumentOutOfRangeException(nameof(member), $"{member.Name} has no address."),
    }).ToString(CultureInfo.InvariantCulture);

    private Task Within(RostraMember member, params string[] arguments) => Ip(["-netns", NamespaceOf(member), .. arguments]);

    private async Task Ip(params string[] arguments)
    {
        var answer = await Run(arguments);
        if (answer.ExitCode != 0)
        {
            throw new StartRefusedException($"ip {string.Join(' ', arguments)}: {answer.LastLine}");
        }
    }

    private Task<ToolResult> Run(params string[] arguments) => Tool.Run(_ip, arguments, user: null, CancellationToken.None);
}

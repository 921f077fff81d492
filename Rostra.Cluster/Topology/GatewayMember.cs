using Rostra.Postgres;

namespace Rostra.Topology;

/// <summary>A process of <c>Rostra.Gateway</c>.</summary>
public sealed class GatewayMember : RostraMember
{
    private readonly LocalCluster _cluster;

    internal GatewayMember(LocalCluster cluster, int number)
        : base(cluster.Files, $"gateway-{number}", number, "Rostra.Gateway") => _cluster = cluster;

    /// <summary>This gateway alone, past the balancer.</summary>
    public Uri Url => new($"http://{Address}:{Port}");

    public int Port => _cluster.Ports.Gateway(Number);

    public Uri ManagementUrl => new($"http://{Address}:{_cluster.Ports.Management(Number)}");

    public override Uri HealthUrl => new(Url, "/health/ready");

    public override string Addresses => $"{Address}:{Port} (people), :{ManagementUrl.Port} (operators)";

    private protected override IReadOnlyDictionary<string, string> Settings() => new Dictionary<string, string>
    {
        [Topology.Settings.Redis] = _cluster.Redis.ConnectionString,
        [Topology.Settings.ClusterId] = LocalCluster.Id,
        [Topology.Settings.ServiceId] = LocalCluster.Id,
        [Topology.Settings.SigningKey] = SecretFile.ReadOrMake(_cluster.Files.SigningKey),
        [Topology.Settings.Urls] = Root(Url),
        [Topology.Settings.ManagementUrls] = Root(ManagementUrl),
        [Topology.Settings.KnownProxy] = _cluster.Balancer.Address,
    };

    private static string Root(Uri url) => url.ToString().TrimEnd('/');
}

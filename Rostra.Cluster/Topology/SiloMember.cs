using System.Globalization;

namespace Rostra.Topology;

/// <summary>A process of <c>Rostra.Silo</c>.</summary>
public sealed class SiloMember : RostraMember
{
    private readonly LocalCluster _cluster;

    internal SiloMember(LocalCluster cluster, int number)
        : base(cluster.Files, $"silo-{number}", number, "Rostra.Silo") => _cluster = cluster;

    public int SiloPort => _cluster.Ports.Silo(Number);

    public int OrleansGatewayPort => _cluster.Ports.OrleansGateway(Number);

    public override Uri HealthUrl => new($"http://{Address}:{_cluster.Ports.Health(Number)}/health/ready");

    public override string Addresses => $"{Address}:{SiloPort} (silos), :{OrleansGatewayPort} (gateways), :{_cluster.Ports.Health(Number)} (health)";

    private protected override IReadOnlyDictionary<string, string> Settings() => new Dictionary<string, string>
    {
        [Topology.Settings.Postgres] = _cluster.Postgres.ConnectionString,
        [Topology.Settings.Redis] = _cluster.Redis.ConnectionString,
        [Topology.Settings.ClusterId] = LocalCluster.Id,
        [Topology.Settings.ServiceId] = LocalCluster.Id,
        [Topology.Settings.SiloPort] = SiloPort.ToString(CultureInfo.InvariantCulture),
        [Topology.Settings.OrleansGatewayPort] = OrleansGatewayPort.ToString(CultureInfo.InvariantCulture),
        [Topology.Settings.AdvertisedAddress] = Address,
        [Topology.Settings.HealthUrls] = $"http://{Address}:{_cluster.Ports.Health(Number)}",
    };
}

namespace Rostra.Topology;

/// <summary>
/// What silos and gateways of a cluster are told, and where they listen in a machine (or container) of their own. docker-compose.yml, the manifests
/// and <c>./cluster</c> are held to these lists by a test.
/// </summary>
public static class Settings
{
    public const string Postgres = "ConnectionStrings__Postgres";
    public const string Redis = "ConnectionStrings__Redis";
    public const string ClusterId = "Orleans__ClusterId";
    public const string ServiceId = "Orleans__ServiceId";
    public const string SiloPort = "Orleans__Endpoints__SiloPort";
    public const string OrleansGatewayPort = "Orleans__Endpoints__GatewayPort";
    public const string AdvertisedAddress = "Orleans__Endpoints__AdvertisedIPAddress";
    public const string HealthUrls = "Rostra__Health__Urls";
    public const string Urls = "ASPNETCORE_URLS";
    public const string ManagementUrls = "Rostra__Management__Urls";
    public const string SigningKey = "Rostra__Tokens__SigningKey";
    public const string KnownProxy = "Rostra__KnownProxies__0";

    public static IReadOnlyList<string> OfSilos { get; } =
        [Postgres, Redis, ClusterId, ServiceId, SiloPort, OrleansGatewayPort, AdvertisedAddress, HealthUrls];

    public static IReadOnlyList<string> OfGateways { get; } =
        [Redis, ClusterId, ServiceId, SigningKey, Urls, ManagementUrls, KnownProxy];
}

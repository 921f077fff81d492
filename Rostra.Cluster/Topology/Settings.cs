namespace Rostra.Topology;

/// <summary>
/// What silos and gateways of a cluster are told, and where they listen in a machine of their own. docker-compose.yml, the manifests of Kubernetes and
/// <c>./cluster</c> are held to these lists by a test.
/// </summary>
public static class Settings
{
    public const string Postgres = "ConnectionStrings__Postgres";
    public const string Redis = "ConnectionStrings__Redis";
    public const string ClusterId = "Orleans__ClusterId";
    public const string ServiceId = "Orleans__ServiceId";
    public const string SiloPort = "Orleans__Endpoints__SiloPort";
    public const string OrleansGatewayPort = "Orleans__Endpoints__GatewayPort";

    /// <summary>Left out where a silo has one address only, and finds it by itself: in a container of docker-compose.yml.</summary>
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

/// <summary>Where each listens in a container. Processes of one machine share its ports and have others: <see cref="PortBlock"/>.</summary>
public static class ContainerPorts
{
    public const int Gateway = 8080;
    public const int Management = 5081;
    public const int Silo = 11111;
    public const int OrleansGateway = 30000;
    public const int Health = 8081;
    public const int Postgres = 5432;
    public const int Redis = 6379;
    public const int Balancer = 8080;
}

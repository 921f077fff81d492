using System.Net;
using Orleans.Configuration;
using StackExchange.Redis;

namespace Rostra.Hosting;

/// <summary>Silos of a cluster find each other through Redis; the settings are .NET's own: <c>Orleans__ClusterId</c>, <c>Orleans__Endpoints__SiloPort</c> and so on.</summary>
internal static class RedisMembership
{
    private const string DefaultCluster = "rostra";

    public static void UseRedisMembership(this ISiloBuilder silo, IConfiguration configuration)
    {
        var redis = configuration.GetConnectionString("Redis")
            ?? throw new InvalidOperationException("ConnectionStrings__Redis is not set: name the Redis server through which silos and gateways find each other.");
        silo.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis));
        silo.Configure<ClusterOptions>(options => Name(options, configuration));
        silo.Configure<EndpointOptions>(options => Place(options, configuration.GetSection("Orleans:Endpoints")));
        silo.UseClusterTimes();
    }

    private static void Name(ClusterOptions options, IConfiguration configuration)
    {
        options.ClusterId = configuration["Orleans:ClusterId"] ?? DefaultCluster;
        options.ServiceId = configuration["Orleans:ServiceId"] ?? DefaultCluster;
    }

    private static void Place(EndpointOptions options, IConfigurationSection endpoints)
    {
        options.SiloPort = endpoints.GetValue("SiloPort", EndpointOptions.DEFAULT_SILO_PORT);
        options.GatewayPort = endpoints.GetValue("GatewayPort", EndpointOptions.DEFAULT_GATEWAY_PORT);
        if (endpoints["AdvertisedIPAddress"] is { } address)
        {
            options.AdvertisedIPAddress = IPAddress.Parse(address);
        }
    }
}

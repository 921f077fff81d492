using Orleans.Configuration;
using Rostra.Hosting.Safety;
using Rostra.Hosting.Tls;

namespace Rostra.Hosting;

/// <summary>TLS on a gateway's calls of silos, where settings ask for it.</summary>
public static class ClientTls
{
    public static void UseClusterTls(this IClientBuilder client, IConfiguration configuration)
    {
        if (ClusterTlsRules.Files(configuration) is not { IsAsked: true } files)
        {
            return;
        }

        client.Services.AddSingleton(services => new ClusterTlsWire(files, TimeProvider.System, services.GetRequiredService<ILogger<ClusterTlsWire>>()));
        client.Services.AddOptions<ClientConnectionOptions>().Configure<ClusterTlsWire>((connections, tls) => connections.ConfigureConnection(connection => connection.Use(tls.Call)));
    }
}

using Orleans.Configuration;
using Rostra.Hosting.Safety;
using Rostra.Hosting.Tls;

namespace Rostra.Hosting;

/// <summary>TLS on every port of a silo, and on its calls of others, where settings ask for it.</summary>
public static class SiloTls
{
    public static void UseClusterTls(this ISiloBuilder silo, IConfiguration configuration)
    {
        if (ClusterTlsRules.Files(configuration) is not { IsAsked: true } files)
        {
            return;
        }

        silo.Services.AddSingleton(services => new ClusterTlsWire(files, TimeProvider.System, services.GetRequiredService<ILogger<ClusterTlsWire>>()));
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<ClusterTlsWire>((connections, tls) =>
        {
            connections.ConfigureSiloInboundConnection(connection => connection.Use(tls.Listen));
            connections.ConfigureGatewayInboundConnection(connection => connection.Use(tls.Listen));
            connections.ConfigureSiloOutboundConnection(connection => connection.Use(tls.Call));
        });
    }
}

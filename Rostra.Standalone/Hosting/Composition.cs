using Rostra.OpenApi;
using Rostra.Postgres;

namespace Rostra.Hosting;

/// <summary>Silo and gateway as one application.</summary>
internal static class Composition
{
    public static WebApplication Compose(WebApplicationBuilder builder)
    {
        builder.AddManagement("standalone", builder.Configuration[ManagementAddress.Setting] ?? "");
        // A port of its own, so that several Rostras fit on one machine; no Orleans client from outside is let in.
        builder.AddRostraSilo(silo => silo.UseLocalhostClustering(siloPort: LoopbackPort.Free(), gatewayPort: 0));
        builder.AddRostraGateway();
        return builder.Build().MapRostraGateway().MapPublicApiDocument();
    }
}

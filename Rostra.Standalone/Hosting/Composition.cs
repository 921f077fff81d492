namespace Rostra.Hosting;

/// <summary>Silo and gateway as one application.</summary>
internal static class Composition
{
    public static WebApplication Compose(WebApplicationBuilder builder)
    {
        // A port of its own, so that several Rostras fit on one machine; no Orleans client from outside is let in.
        builder.AddRostraSilo(silo => silo.UseLocalhostClustering(siloPort: LoopbackPort.Free(), gatewayPort: 0));
        builder.AddRostraGateway();
        KeepHomeClean(builder.Services);
        return builder.Build().MapRostraGateway();
    }

    /// <summary>Authentication brings data protection along, which nothing here uses: its start would look for keys in the home directory, and complain.</summary>
    private static void KeepHomeClean(IServiceCollection services)
    {
        const string DataProtectionStart = "Microsoft.AspNetCore.DataProtection.Internal.DataProtectionHostedService";
        services.Where(service => service.ImplementationType?.FullName == DataProtectionStart).ToList().ForEach(service => services.Remove(service));
    }
}

using Microsoft.Extensions.Configuration.Memory;
using Rostra.Telemetry;

namespace Rostra.Hosting;

internal static class ManagementHosting
{
    /// <summary>Balancers and Prometheus ask several times in a second. Of people's requests it would tell tickets.</summary>
    private static readonly Dictionary<string, string?> s_quiet = new() { ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning" };

    /// <summary>Comes before everything that is to be watched: hosted services start in the order in which they were added.</summary>
    /// <param name="role">What this process is: <c>gateway</c>, <c>silo</c> or <c>standalone</c>.</param>
    /// <param name="urls">Where it listens; empty: nowhere.</param>
    public static void AddManagement(this IHostApplicationBuilder builder, string role, string urls)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = s_quiet });
        var address = new ManagementAddress { Urls = urls };
        builder.Services.AddSingleton(address);
        builder.Services.AddSingleton<IManagementPages, HealthPages>();
        builder.Services.AddSingleton<ManagementListener>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ManagementListener>());
        builder.AddTelemetry(role, address.Urls);
    }
}

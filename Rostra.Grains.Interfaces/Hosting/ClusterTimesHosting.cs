using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Rostra.Hosting;

/// <summary>What <see cref="ClusterTimes"/> means to silos and gateways alike.</summary>
public static class ClusterTimesHosting
{
    public static IServiceCollection AddClusterTimes(this IServiceCollection services)
    {
        services.AddOptions<ClusterTimes>().BindConfiguration(ClusterTimes.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ClusterTimes>>(new LimitsCheck<ClusterTimes>(ClusterTimes.Section));
        services.AddOptions<HostOptions>().Configure<IOptions<ClusterTimes>>((host, times) => host.ShutdownTimeout = times.Value.ShutdownMax);
        services.AddOptions<ConnectionOptions>().Configure<IOptions<ClusterTimes>>((connections, times) =>
        {
            connections.OpenConnectionTimeout = times.Value.OpenConnectionTimeout;
            connections.ConnectionRetryDelay = times.Value.ConnectionRetryAfter;
        });
        return services;
    }
}

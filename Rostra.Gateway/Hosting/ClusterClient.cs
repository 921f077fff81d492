using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Rostra.Telemetry;
using StackExchange.Redis;

namespace Rostra.Hosting;

/// <summary>A gateway of a cluster reaches its silos as an Orleans client that finds them through Redis.</summary>
internal static class ClusterClient
{
    private const string DefaultCluster = "rostra";

    public static void AddClusterClient(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var redis = configuration.GetConnectionString("Redis")
            ?? throw new InvalidOperationException("ConnectionStrings__Redis is not set: name the Redis server through which silos and gateways find each other.");
        builder.UseOrleansClient(client =>
        {
            client.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis));
            client.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = configuration["Orleans:ClusterId"] ?? DefaultCluster;
                options.ServiceId = configuration["Orleans:ServiceId"] ?? DefaultCluster;
            });
            client.Services.AddClusterTimes();
            client.UseClusterTls(configuration);
            if (TelemetryOptions.IsTracing(configuration))
            {
                client.AddActivityPropagation();
            }

            client.Services.AddOptions<GatewayOptions>().Configure<IOptions<ClusterTimes>>((silos, times) => silos.GatewayListRefreshPeriod = times.Value.SiloListEvery);
            client.Services.AddOptions<ClientMessagingOptions>().Configure<IOptions<ClusterTimes>>((calls, times) => calls.ResponseTimeout = times.Value.ResponseTimeout);
            client.UseConnectionRetryFilter<RetryUntilReached>();
            client.AddGatewayCountChangedHandler(provider => (_, change) => Changed(provider.GetRequiredService<ClusterNews>(), change));
        });
    }

    /// <summary>A connection to a silo ended, or is there again: known here before anybody votes.</summary>
    private static void Changed(ClusterNews news, GatewayCountChangedEventArgs change)
    {
        if (change.NumberOfConnectedGateways != change.PreviousNumberOfConnectedGateways)
        {
            news.Tell();
        }
    }

    /// <summary>A gateway may start before the first silo: it goes on asking, and its readiness says that it is not ready yet.</summary>
    private sealed class RetryUntilReached(TimeProvider time) : IClientConnectionRetryFilter
    {
        private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

        public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
        {
            await Task.Delay(Wait, time, cancellationToken);
            return true;
        }
    }
}

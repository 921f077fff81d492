using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Rostra.Accounts;
using Rostra.Allowances;
using Rostra.Fencing;
using Rostra.Oversight;
using Rostra.Realtime;
using Rostra.Rooms;
using Rostra.Rooms.Log;
using Rostra.Search;
using Rostra.Storage;
using Rostra.Users;

namespace Rostra.Hosting;

/// <summary>Everything a silo needs to host Rostra's grains on one Postgres database.</summary>
public static class GrainsHosting
{
    public static ISiloBuilder AddRostraGrains(this ISiloBuilder silo, string connectionString)
    {
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton<Fence>();
        silo.Services
            .AddStorage(connectionString)
            .AddRoomLog(connectionString)
            .AddRooms()
            .AddRetention(connectionString);
        silo.Services.AddLimits<AllowanceOptions>(AllowanceOptions.Section).AddLimits<RoomOptions>(RoomOptions.Section).AddLimits<AccountOptions>(AccountOptions.Section);
        silo.Services.AddLimits<EntryOptions>(EntryOptions.Section);
        silo.AddRostraGrainStorage(connectionString).AddAccounts(connectionString);
        silo.Services.AddClusterTimes().AddOptions<SiloMessagingOptions>().Configure<IOptions<ClusterTimes>>((messaging, times) => Set(messaging, times.Value));
        return silo;
    }

    private static void Set(SiloMessagingOptions messaging, ClusterTimes times)
    {
        messaging.ResponseTimeout = times.ResponseTimeout;
        messaging.ClientDropTimeout = times.GatewayForgottenAfter;
        messaging.MaxEnqueuedRequestsHardLimit = times.CallsPerGrainMax;
        messaging.MaxEnqueuedRequestsHardLimit_StatelessWorker = times.CallsPerWorkerMax;
    }

    private static IServiceCollection AddLimits<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<T>>(new LimitsCheck<T>(section));
    }

    private static IServiceCollection AddStorage(this IServiceCollection services, string connectionString) => services
        .AddSingleton(_ => new ReaderDatabase(connectionString))
        .AddSingleton(_ => new SearchDatabase(connectionString))
        .AddSingleton(provider => new Migrator(connectionString, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Migrator>>()))
        .AddSingleton<Snapshot>()
        .AddSingleton<Epoch>()
        .AddHostedService<StorageStart>();

    private static IServiceCollection AddRoomLog(this IServiceCollection services, string connectionString)
    {
        services.AddOptions<RoomLogOptions>().BindConfiguration(RoomLogOptions.Section);
        return services
            .AddSingleton(_ => new WriterDatabase(connectionString))
            .AddSingleton<RoomLogWriter>()
            .AddSingleton<IRoomLog>(provider => provider.GetRequiredService<RoomLogWriter>());
    }

    private static IServiceCollection AddRetention(this IServiceCollection services, string connectionString) => services
        .AddRetentionTimes()
        .AddSingleton(_ => new TrimDatabase(connectionString))
        .AddHostedService<RoomTrimmer>();

    private static IServiceCollection AddRooms(this IServiceCollection services)
    {
        services.AddOptions<PresenceOptions>().BindConfiguration(PresenceOptions.Section);
        return services
            .AddSingleton<RoomReader>()
            .AddSingleton<RoomLists>()
            .AddSingleton<ReportBook>()
            .AddSingleton<GatewaySenders>()
            .AddHostedService<SiloNews>()
            .AddSingleton<ReadMarkWriter>()
            .AddSingleton<HeadWatch>()
            .AddHostedService(provider => provider.GetRequiredService<HeadWatch>())
            .AddSingleton<OnlineCountsTeller>()
            .AddHostedService(provider => provider.GetRequiredService<OnlineCountsTeller>())
            .AddHostedService<SiloGauges>()
            .AddSingleton<NodeLook>()
            .AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<NodeTeller>(
                provider, NodeRole.Silo, (Func<string>)(() => provider.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString())))
            .AddHostedService<SearchTender>()
            .AddHostedService<RoomEraser>();
    }
}

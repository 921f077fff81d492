using Microsoft.Extensions.Options;
using Rostra.Hosting;

namespace Rostra.Fencing;

/// <summary>A silo of a cluster that fences itself. It needs a membership table outside of the silos.</summary>
internal static class FencingHosting
{
    public static void AddFencing(this ISiloBuilder silo, string connectionString)
    {
        silo.Services.AddOptions<FencingOptions>().BindConfiguration(FencingOptions.Section).ValidateOnStart();
        silo.Services
            .AddSingleton<IValidateOptions<FencingOptions>>(new LimitsCheck<FencingOptions>(FencingOptions.Section))
            .AddSingleton(_ => new Heartbeats(connectionString))
            .AddSingleton<IHeartbeats>(services => services.GetRequiredService<Heartbeats>())
            .AddSingleton<IProcess, ThisProcess>()
            .AddSingleton<IPeers, Peers>()
            .AddSingleton<SiloEnd>()
            .AddSingleton<IFatalErrorHandler, FatalErrors>()
            .AddSingleton<FenceWatch>()
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, JoinGate>()
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, FenceService>();
    }
}

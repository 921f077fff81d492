namespace Rostra.Hosting;

/// <summary>Where a silo says how it is: nowhere, unless a setting names an address.</summary>
internal static class SiloManagement
{
    /// <summary>Comes before everything that is to be watched.</summary>
    public static void AddSiloManagement(this IHostApplicationBuilder builder)
    {
        // A silo's own name for the setting goes first: probes from outside of the machine must reach it, unlike a gateway's listener for operators.
        builder.AddManagement("silo", builder.Configuration["Rostra:Health:Urls"] ?? builder.Configuration[ManagementAddress.Setting] ?? "");
        builder.Services.AddSingleton<IReadinessCheck, Member>();
        builder.Services.AddSingleton<IReadinessCheck, NotDraining>();
    }

    private sealed class Member(IServiceProvider services) : IReadinessCheck
    {
        public string Name => "member";

        public string Otherwise => "This silo is not, or not yet, an active member of the cluster.";

        public Task<bool> Holds(CancellationToken cancellation) =>
            Task.FromResult(services.GetRequiredService<ISiloStatusOracle>().CurrentStatus is SiloStatus.Active);
    }
}

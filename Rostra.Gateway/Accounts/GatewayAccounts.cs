using Microsoft.Extensions.Options;
using Rostra.Hosting;

namespace Rostra.Accounts;

/// <summary>What a gateway needs to let people in and out.</summary>
internal static class GatewayAccounts
{
    public static void AddAccounts(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<DoorLimits>().BindConfiguration("Rostra:Limits").ValidateOnStart();
        services.AddSingleton<IValidateOptions<DoorLimits>, LimitsCheck<DoorLimits>>();
        services.AddSingleton<Budgets>();
        services.AddSingleton<RefreshSeal>();
        services.AddSingleton<RefreshJar>();
        services.AddSingleton<Logins>();
        services.AddSingleton<SessionWatch>();
        services.AddHostedService<SessionRounds>();
    }
}

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Rostra.Accounts;
using Rostra.Allowances;
using Rostra.History;
using Rostra.Messages;
using Rostra.OpenApi;
using Rostra.Oversight;
using Rostra.Preferences;
using Rostra.Realtime;
using Rostra.Rooms;
using Rostra.Search;

namespace Rostra.Hosting;

/// <summary>What a gateway is made of. The host adds the Orleans client, or is a silo itself.</summary>
public static class GatewayHosting
{
    public static IHostApplicationBuilder AddRostraGateway(this IHostApplicationBuilder builder)
    {
        builder.AddHttp();
        builder.AddAccess();
        builder.AddAccounts();
        builder.Services.AddRealtime();
        builder.Services.AddApiDocument();
        return builder;
    }

    public static WebApplication MapRostraGateway(this WebApplication app)
    {
        app.UseHttp();

        app.MapHealth();
        app.MapLimits();
        app.MapAccounts();
        app.MapSessions();
        app.MapAdministration();
        app.MapOversight();
        app.MapPreferences();
        app.MapRooms();
        app.MapModeration();
        app.MapMessages();
        app.MapHistory();
        app.MapSearch();
        app.MapRealtime();
        return app;
    }

    private static void AddHttp(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<GatewayLimits>().BindConfiguration("Rostra:Limits").ValidateOnStart();
        services.AddSingleton<IValidateOptions<GatewayLimits>, LimitsCheck<GatewayLimits>>();
        services.AddRetentionTimes();
        services.AddOptions<PublicAddress>().BindConfiguration("Rostra");
        services.AddSingleton<Origins>();
        services.TryAddSingleton(TimeProvider.System);
        services.ConfigureHttpJsonOptions(json => Wire.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = false);
        services.Configure<RouteOptions>(routes =>
        {
            routes.SetParameterPolicy<IdConstraint>("id");
            routes.SetParameterPolicy<SeqConstraint>("seq");
        });
        services.AddSingleton<IReadinessCheck, ClusterJoined>();
        services.AddSingleton<IReadinessCheck, DatabaseReachable>();
        services.AddSingleton<IReadinessCheck, NotDraining>();
        services.ConfigureOptions<KestrelLimits>();
    }

    // The order is the contract's: whatever fails, and wherever, is answered in one shape and with the same headers.
    private static void UseHttp(this WebApplication app)
    {
        app.UsePathBase(app.Services.GetRequiredService<IOptions<PublicAddress>>().Value.BasePath); // For proxies that leave the sub-path where it is.
        app.UseKnownProxies();
        app.UseSecurityHeaders();
        app.UseMiddleware<Faults>();
        app.UseStatusCodePages(page => Problem.Write(page.HttpContext, Refusals.OfStatus(page.HttpContext.Response.StatusCode)));
        app.UseRouting();
        app.UseRequestBudget();
        app.UseUnmatchedPaths();
        app.UseClientPages();
        app.UseHubOrigin();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseSocketGate();
    }
}

using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using Rostra.Allowances;
using Rostra.Hosting;
using Rostra.Messages;
using Rostra.Oversight;
using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>What the gateway's sockets are made of.</summary>
internal static class RealtimeHosting
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(30);

    public static void AddRealtime(this IServiceCollection services)
    {
        services.AddOptions<RealtimeLimits>().BindConfiguration("Rostra:Limits").ValidateOnStart();
        services.AddSingleton<IValidateOptions<RealtimeLimits>, LimitsCheck<RealtimeLimits>>();
        services.AddSingleton<SocketGate>();
        services.AddSingleton<ClusterNews>();
        services.AddSingleton<GatewayEar>();
        services.AddSingleton<IGatewayIdentity>(provider => provider.GetRequiredService<GatewayEar>());
        services.AddSingleton(provider => new TailBudget(provider.GetRequiredService<IOptions<RealtimeLimits>>().Value.TailBytesMax));
        services.AddSingleton<FeedTimes>();
        services.AddSingleton<People>();
        services.AddSingleton<Feeds>();
        services.AddSingleton<PersonLines>();
        services.AddSingleton<OnlineCounts>();
        services.AddSingleton<TypingSigns>();
        services.AddSingleton<CatchUps>();
        services.AddSingleton<Greeter>();
        services.AddSingleton<Purses>();
        services.AddHostedService<PurseSweep>();
        services.AddSingleton<Patience>();
        services.AddSingleton<OrderedSender>();
        services.AddSingleton<MessageCommands>();
        services.AddSingleton<ReadCommands>();
        services.AddSingleton<SocketCounts>();
        services.AddSingleton<ChatSockets>();
        services.AddHostedService<FeedTicker>();
        services.AddHostedService<SocketSweep>();
        services.AddHostedService<GatewayGauges>();
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<NodeTeller>(
            provider, NodeRole.Gateway, (Func<string>)(() => $"{provider.GetRequiredService<IGatewayIdentity>().GatewayId}")));
        services.AddHub();
    }

    /// <summary>Stands behind authorization: who has no token is told so first.</summary>
    public static void UseSocketGate(this WebApplication app)
    {
        var gate = app.Services.GetRequiredService<SocketGate>();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Accounts.Access.HubPath, StringComparison.OrdinalIgnoreCase),
            hub => hub.Use((context, next) => gate.Pass(context, next)));
    }

    public static void MapRealtime(this IEndpointRouteBuilder app) => app.MapHub<ChatHub>("/hub", hub =>
    {
        hub.Transports = HttpTransportType.WebSockets;
        hub.WebSockets.CloseTimeout = ChatSocket.FarewellTimeout;
        hub.AllowStatefulReconnects = false;
        hub.CloseOnAuthenticationExpiration = false; // The sweep closes, with a text that says why.
    });

    private static void AddHub(this IServiceCollection services)
    {
        services.AddSignalR();
        services.AddOptions<HubOptions>().Configure<IOptions<RealtimeLimits>>((hub, limits) =>
        {
            hub.EnableDetailedErrors = false;
            hub.KeepAliveInterval = PingEvery;
            hub.ClientTimeoutInterval = SilenceMax;
            hub.HandshakeTimeout = limits.Value.HelloTimeout;
            hub.MaximumReceiveMessageSize = limits.Value.FrameBytesMax;
            hub.MaximumParallelInvocationsPerClient = limits.Value.CommandsPerSocketMax;
        });
        services.AddSingleton<IHubProtocol, AfterAnswerProtocol>();
        services.AddSingleton<HubLifetimeManager<ChatHub>>(provider => provider.GetRequiredService<ChatSockets>());
    }
}

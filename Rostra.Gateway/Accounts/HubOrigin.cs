using Rostra.Hosting;

namespace Rostra.Accounts;

/// <summary>
/// Which pages may open a socket. With a ticket in the query it is a browser, which says where the page came from; without, a program, which need not.
/// Stands before authentication, so that a foreign page cannot even use a ticket up.
/// </summary>
internal static class HubOrigin
{
    /// <summary>Tells whoever looks for what is wrong which upgrade was asked for, as it arrived here.</summary>
    public const string UpgradeHeader = "Rostra-Upgrade";

    private static readonly Refusal Refused = new(RefusalCode.OriginRefused, "Sockets are not opened from this origin.");

    public static void UseHubOrigin(this WebApplication app)
    {
        var origins = app.Services.GetRequiredService<Origins>();
        app.Use((context, next) =>
        {
            var request = context.Request;
            var isHub = request.Path.StartsWithSegments(Access.HubPath, StringComparison.OrdinalIgnoreCase);
            if (isHub)
            {
                context.Response.Headers[UpgradeHeader] = request.Headers.Upgrade is ["websocket"] ? "websocket" : "none"; // A proxy that does not let WebSockets through takes it away on its way here.
            }

            var isRefused = isHub
                && (Origins.IsSent(request) || request.Query.ContainsKey(TicketHandler.QueryName))
                && !origins.Allows(request);
            return isRefused ? Problem.Write(context, Refused) : next(context);
        });
    }
}

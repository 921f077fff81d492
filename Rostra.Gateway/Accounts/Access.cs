using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Rostra.Hosting;

namespace Rostra.Accounts;

/// <summary>Who may come in: the bearer of an access token of a session that stands, on the hub also of a ticket, and nobody else unless an endpoint says so.</summary>
internal static class Access
{
    public const string HubPath = "/hub";

    private const string SchemeName = "Rostra";

    public static void AddAccess(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<TokenOptions>().BindConfiguration(TokenOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsCheck>();
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SocketTickets>();

        services.AddAuthentication(SchemeName)
            .AddJwtBearer()
            .AddScheme<AuthenticationSchemeOptions, TicketHandler>(TicketHandler.SchemeName, configureOptions: null)
            .AddPolicyScheme(SchemeName, displayName: null, scheme => scheme.ForwardDefaultSelector = SchemeFor);
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<AccessTokens, SessionWatch>(Bearer);
        KeepHomeClean(services);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>Authentication brings data protection along, which nothing here uses: its start would look for keys in the home directory, and complain.</summary>
    private static void KeepHomeClean(IServiceCollection services)
    {
        const string DataProtectionStart = "Microsoft.AspNetCore.DataProtection.Internal.DataProtectionHostedService";
        services.Where(service => service.ImplementationType?.FullName == DataProtectionStart).ToList().ForEach(service => services.Remove(service));
    }

    // Only the hub looks at the query, and there only for a ticket: an access token in a URL would end up in logs.
    private static string SchemeFor(HttpContext context) =>
        context.Request.Path.StartsWithSegments(HubPath, StringComparison.OrdinalIgnoreCase) && context.Request.Query.ContainsKey(TicketHandler.QueryName)
            ? TicketHandler.SchemeName
            : JwtBearerDefaults.AuthenticationScheme;

    private static void Bearer(JwtBearerOptions bearer, AccessTokens tokens, SessionWatch sessions)
    {
        bearer.MapInboundClaims = false;
        bearer.IncludeErrorDetails = false;
        bearer.TokenValidationParameters = tokens.Rules();
        bearer.Events = new JwtBearerEvents
        {
            OnTokenValidated = async context =>
            {
                if (!await sessions.IsLive(context.Principal!.SessionId))
                {
                    context.Fail("The session has ended.");
                }
            },
        };
    }
}

using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Orleans.Dashboard;
using Rostra.Hosting.Safety;

namespace Rostra.Hosting;

/// <summary>Settings <c>Rostra:Dashboard:…</c>.</summary>
internal sealed class DashboardOptions
{
    public const string Section = "Rostra:Dashboard";

    /// <summary>Who knows it sees the dashboard, on the management listener. Empty: there is none, and nothing is gathered for it.</summary>
    public string Password { get; set; } = "";
}

/// <summary>Orleans' own dashboard at <c>/dashboard</c> of the management listener, for whoever knows the password: any name, Basic.</summary>
internal sealed class DashboardPages(IServiceProvider services, DashboardOptions options) : IManagementPages
{
    private const string Path = "/dashboard";
    private const string Scheme = "Basic";

    /// <summary>What grains hold and what logs say is people's: sessions, what was typed. Operators have other ways to both.</summary>
    private static readonly PathString[] s_closed = [$"{Path}/GrainState", $"{Path}/Trace"];

    private readonly byte[] _expected = Digest(options.Password);

    public void Map(IEndpointRouteBuilder app)
    {
        var pages = new HostRoutes(app, services).MapGroup(Path);
        // Around everything that is mapped below, whatever it is: the next version may have more.
        ((IEndpointConventionBuilder)pages).Add(endpoint =>
        {
            var page = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => Guard(context, page);
        });
        pages.MapOrleansDashboard();
    }

    private async Task Guard(HttpContext context, RequestDelegate page)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!IsKnown(context.Request.Headers.Authorization))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = $"{Scheme} realm=\"Rostra\", charset=\"UTF-8\"";
            return;
        }

        if (context.Request.Path == Path)
        {
            context.Response.Redirect($"{Path[1..]}/"); // Its page names its parts from there.
            return;
        }

        if (s_closed.Any(closed => context.Request.Path.StartsWithSegments(closed, StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // The listener is a server of its own; what the dashboard asks is the silo's.
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        await page(context);
    }

    private bool IsKnown(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var given) || !Scheme.Equals(given.Scheme, StringComparison.OrdinalIgnoreCase) || given.Parameter is not { } parameter)
        {
            return false;
        }

        var bytes = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, bytes, out var length))
        {
            return false;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        // Digests are of one length, so that the time tells nothing of the password, nor how long it is.
        return colon >= 0 && CryptographicOperations.FixedTimeEquals(Digest(pair[(colon + 1)..]), _expected);
    }

    private static byte[] Digest(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));

    /// <summary>Routes of the listener whose handlers take what the host has.</summary>
    private sealed class HostRoutes(IEndpointRouteBuilder app, IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources => app.DataSources;

        public IApplicationBuilder CreateApplicationBuilder() => app.CreateApplicationBuilder();
    }
}

/// <summary>Whether there is a dashboard, and whether it may be.</summary>
public static class Dashboard
{
    private const string Setting = "Rostra__Dashboard__Password";

    /// <summary>It is shown on a listener that has no login otherwise, and tells what goes on in every grain.</summary>
    public static void PasswordIsStrong(IConfiguration configuration, UnsafeSettings faults)
    {
        if (Read(configuration).Password is { Length: > 0 } password && Passwords.Fault(password) is { } fault)
        {
            faults.Add(Setting, $"{fault}: make one with: openssl rand -hex 24");
        }
    }

    internal static void AddRostraDashboard(this ISiloBuilder silo, IConfiguration configuration)
    {
        var options = Read(configuration);
        if (options.Password.Length > 0)
        {
            silo.AddDashboard(dashboard => dashboard.HideTrace = true);
            silo.Services.AddSingleton(options).AddSingleton<IManagementPages, DashboardPages>();
        }
    }

    private static DashboardOptions Read(IConfiguration configuration) => configuration.GetSection(DashboardOptions.Section).Get<DashboardOptions>() ?? new();
}

using Microsoft.Extensions.Options;

namespace Rostra.Hosting;

/// <summary>Where a silo says how it is.</summary>
internal sealed class HealthAddress
{
    /// <summary>Separated by semicolons; empty: nowhere.</summary>
    public string Urls { get; set; } = "";
}

/// <summary>
/// For probes only: <c>/health/live</c> as soon as the process runs, <c>/health/ready</c> while it takes part in the cluster. It is the first thing that
/// starts and the last that stops, so that a silo on its way out says so.
/// </summary>
internal sealed class HealthListener(IOptions<HealthAddress> address, IServiceProvider services, IHostApplicationLifetime lifetime)
    : IHostedService, IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Where it listens; none before the start.</summary>
    public IEnumerable<string> Urls => _app?.Urls ?? [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(address.Value.Urls))
        {
            return;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(address.Value.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        _app = builder.Build();
        _app.Run(Answer);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException($"Rostra__Health__Urls: {address.Value.Urls} cannot be listened on ({taken.Message}): name another address, or none.", taken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Task Answer(HttpContext context)
    {
        if (context.Request.Path == "/health/live")
        {
            return context.Response.WriteAsJsonAsync(new { status = "live" });
        }

        if (context.Request.Path != "/health/ready")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // Asked late: the status is Orleans' own, which is not there before it starts.
        var isMember = services.GetRequiredService<ISiloStatusOracle>().CurrentStatus is SiloStatus.Active;
        var isAccepting = !lifetime.ApplicationStopping.IsCancellationRequested;
        context.Response.StatusCode = isMember && isAccepting ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsJsonAsync(new
        {
            status = isMember && isAccepting ? "ready" : "notReady",
            checks = new[] { new { name = "member", ok = isMember }, new { name = "accepting", ok = isAccepting } },
        });
    }
}

internal static class HealthHosting
{
    /// <summary>Comes before everything that is to be watched: hosted services start in the order in which they were added.</summary>
    public static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<HealthAddress>().BindConfiguration("Rostra:Health");
        builder.Services.AddHostedService<HealthListener>();
    }
}

using Microsoft.Extensions.Options;
using Rostra.OpenApi;

namespace Rostra.Hosting;

/// <summary>Where operators look, and nobody else.</summary>
internal sealed class ManagementAddress
{
    /// <summary>Separated by semicolons; empty: no such listener.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:5081";
}

/// <summary>
/// A server of its own beside the public one: no path of it can be reached through the other, whatever a request says of its host.
/// </summary>
internal sealed class ManagementListener(IOptions<ManagementAddress> address, ApiDocument document, ILoggerFactory loggers) : IHostedService, IAsyncDisposable
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
        builder.Services.AddRoutingCore().AddSingleton(loggers);
        _app = builder.Build();
        _app.MapApiDocument(document);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException($"Rostra__Management__Urls: {address.Value.Urls} cannot be listened on ({taken.Message}): name another address, or none.", taken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}

internal static class ManagementHosting
{
    public static void AddManagement(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ManagementAddress>().BindConfiguration("Rostra:Management");
        builder.Services.AddSingleton<ManagementListener>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ManagementListener>());
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;

namespace Rostra.Hosting;

/// <summary>What a program shows on its management listener.</summary>
internal interface IManagementPages
{
    void Map(IEndpointRouteBuilder app);
}

/// <summary>
/// A server of its own beside the public one: no path of it can be reached through the other, whatever a request says of its host. It is the first thing that
/// starts and the last that stops, so that a process on its way out says so.
/// </summary>
internal sealed class ManagementListener(ManagementAddress address, IEnumerable<IManagementPages> pages, ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Where it listens; none before the start.</summary>
    public IEnumerable<string> Urls => _app?.Urls ?? [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(address.Urls))
        {
            return;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(address.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore().AddSingleton(loggers);
        _app = builder.Build();
        foreach (var each in pages)
        {
            each.Map(_app);
        }

        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException($"{address.Urls} cannot be listened on ({taken.Message}): name another address in Rostra__Management__Urls (a silo's: Rostra__Health__Urls), or none.", taken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}

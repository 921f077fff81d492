using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rostra.Hosting;

namespace Rostra.Harness;

/// <summary>
/// A silo and a gateway in this process, with real Kestrel on a free port and real Postgres, migrated at the start.
/// Membership in memory and Orleans' default grain directory: a cluster of one.
/// </summary>
public sealed class RostraHost : IAsyncDisposable
{
    private static readonly string SigningKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly WebApplication _app;
    private readonly int _gatewayPort;

    private RostraHost(WebApplication app, int gatewayPort) => (_app, _gatewayPort) = (app, gatewayPort);

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Url => _app.Urls.First();

    public IServiceProvider Services => _app.Services;

    /// <param name="settings">Over the defaults, as <c>Rostra:Limits:TextMax</c>.</param>
    /// <param name="compose">The last word on what is registered: fake time, recorders.</param>
    public static async Task<RostraHost> Start(
        string connectionString,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<WebApplicationBuilder>? compose = null)
    {
        var builder = NewBuilder(settings);
        builder.Configuration["ConnectionStrings:Postgres"] = connectionString;
        var (siloPort, gatewayPort) = FreePorts();
        builder.AddRostraSilo(silo => silo.UseLocalhostClustering(siloPort, gatewayPort));
        return await Start(builder, gatewayPort, compose);
    }

    /// <summary>Another gateway of the same cluster, with no silo of its own.</summary>
    public Task<RostraHost> AnotherGateway(IReadOnlyDictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? compose = null)
    {
        var builder = NewBuilder(settings);
        builder.UseOrleansClient(client => client.UseLocalhostClustering(_gatewayPort));
        return Start(builder, _gatewayPort, compose);
    }

    private static WebApplicationBuilder NewBuilder(IReadOnlyDictionary<string, string?>? settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Orleans", LogLevel.Error);
        builder.Configuration["Rostra:Tokens:SigningKey"] = SigningKey;
        builder.Configuration["Rostra:Limits:ReconnectWithin"] = "00:00:00.1"; // A test's sockets go nowhere else.
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        return builder;
    }

    private static async Task<RostraHost> Start(WebApplicationBuilder builder, int gatewayPort, Action<WebApplicationBuilder>? compose)
    {
        builder.AddRostraGateway();
        compose?.Invoke(builder);
        var app = builder.Build();
        app.MapRostraGateway();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new RostraHost(app, gatewayPort);
    }

    /// <summary>A caller without a token.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(Url) };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static (int Silo, int Gateway) FreePorts()
    {
        using var silo = new TcpListener(IPAddress.Loopback, 0);
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        silo.Start();
        gateway.Start();
        return (((IPEndPoint)silo.LocalEndpoint).Port, ((IPEndPoint)gateway.LocalEndpoint).Port);
    }
}

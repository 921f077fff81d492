using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Messaging;
using Rostra.Hosting;
using Rostra.Telemetry;

namespace Rostra.Testing;

/// <summary>How its hosts are made.</summary>
public sealed partial class RostraCluster
{
    private const string Cluster = "test";

    private readonly string _signingKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>One more silo.</summary>
    public async Task<TestSilo> AddSilo()
    {
        var parts = NewSiloParts();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        Configure(builder);
        AddSilo(builder, parts);
        var host = builder.Build();
        await Started(host);
        return Added(new TestSilo(host, parts));
    }

    /// <summary>One more gateway.</summary>
    /// <param name="compose">The last word on what is registered in this one.</param>
    public async Task<TestGateway> AddGateway(Action<IHostApplicationBuilder>? compose = null)
    {
        var parts = new GatewayParts(new MembershipView(_membership), new ShiftedTime(Time));
        var builder = NewWeb();
        builder.UseOrleansClient(client => Join(client, parts.Membership));
        return await StartGateway(builder, parts, compose);
    }

    private async Task StartTogether()
    {
        var silo = NewSiloParts();
        var gateway = new GatewayParts(silo.Membership, silo.Time);
        var builder = NewWeb();
        AddSilo(builder, silo);
        var started = await StartGateway(builder, gateway, compose: null);
        Added(new TestSilo(started.Host, silo));
    }

    private async Task<TestGateway> StartGateway(WebApplicationBuilder builder, GatewayParts parts, Action<IHostApplicationBuilder>? compose)
    {
        builder.Services.AddSingleton<TimeProvider>(parts.Time);
        builder.Services.AddSingleton<IOutgoingGrainCallFilter>(parts.Calls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(parts.Connections.Watch));
        builder.Services.Configure<ClientConnectionOptions>(options => options.ConfigureConnection(parts.Connections.Watch));
        builder.AddRostraGateway();
        _setup.ComposeGateway?.Invoke(builder);
        compose?.Invoke(builder);
        var app = builder.Build();
        app.MapRostraGateway();
        await Started(app);
        var gateway = new TestGateway(app, parts);
        _gateways.Add(gateway);
        return gateway;
    }

    private SiloParts NewSiloParts() => new(
        new MembershipView(_membership), new ShiftedTime(Time), _setup.ProxyPostgres ? TcpProxy.To(ConnectionString) : null);

    private TestSilo Added(TestSilo silo)
    {
        lock (_silos)
        {
            _silos.Add(silo);
        }

        return silo;
    }

    private WebApplicationBuilder NewWeb()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Rostra:Tokens:SigningKey"] = _signingKey;
        builder.Configuration["Rostra:Limits:StopNotice"] = "00:00:00.001";
        builder.Configuration["Rostra:Limits:GoAwaySpread"] = "00:00:00.001";
        builder.Configuration["Rostra:Limits:ReconnectWithin"] = "00:00:00.1"; // A test's sockets need no time to spread.
        Configure(builder);
        return builder;
    }

    private void Configure(IHostApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new Unowned(Log)).SetMinimumLevel(LogLevel.Warning).AddFilter("Orleans", LogLevel.Error);
        builder.Configuration.AddInMemoryCollection(_setup.Settings);
    }

    private void AddSilo(IHostApplicationBuilder builder, SiloParts parts)
    {
        builder.Configuration["ConnectionStrings:Postgres"] = parts.Postgres?.Through(ConnectionString) ?? ConnectionString;
        builder.Services.AddSingleton<TimeProvider>(parts.Time);
        builder.AddRostraSilo(silo =>
        {
            var (siloPort, gatewayPort) = FreePorts();
            silo.ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort);
            silo.Configure<ClusterOptions>(Name);
            silo.UseClusterTimes();
            silo.UseClusterTls(builder.Configuration);
            silo.Configure<SiloConnectionOptions>(options =>
            {
                options.ConfigureSiloInboundConnection(parts.Connections.Watch);
                options.ConfigureSiloOutboundConnection(parts.Connections.Watch);
                options.ConfigureGatewayInboundConnection(parts.Connections.Watch);
            });
            silo.Services.AddSingleton<IMembershipTable>(parts.Membership);
            silo.Services.AddSingleton<IFatalErrorHandler>(parts.Fatal);
            silo.Services.AddSingleton<IOutgoingGrainCallFilter>(parts.Calls);
        });
        parts.Storage.Stand(builder.Services);
        _setup.ComposeSilo?.Invoke(builder);
    }

    private async Task<IHost> StartClient()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        Configure(builder);
        builder.UseOrleansClient(client => Join(client, new MembershipView(_membership)));
        var host = builder.Build();
        await Started(host);
        return host;
    }

    private static void Join(IClientBuilder client, MembershipView membership)
    {
        client.Configure<ClusterOptions>(Name);
        client.Services.AddClusterTimes();
        client.UseClusterTls(client.Configuration);
        if (TelemetryOptions.IsTracing(client.Configuration))
        {
            client.AddActivityPropagation();
        }

        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = new ClusterTimes().SiloListEvery);
        client.Services.AddSingleton<IGatewayListProvider>(membership);
    }

    private static void Name(ClusterOptions options) => (options.ClusterId, options.ServiceId) = (Cluster, Cluster);

    private static async Task Started(IHost host)
    {
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }
    }

    private static (int Silo, int Gateway) FreePorts()
    {
        using var silo = new TcpListener(IPAddress.Loopback, 0);
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        silo.Start();
        gateway.Start();
        return (((IPEndPoint)silo.LocalEndpoint).Port, ((IPEndPoint)gateway.LocalEndpoint).Port);
    }

    /// <summary>Hosts dispose of their providers; the book is the cluster's.</summary>
    private sealed class Unowned(LogBook book) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => book.CreateLogger(categoryName);

        public void Dispose()
        {
        }
    }
}

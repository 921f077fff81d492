using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Rostra.Testing;

/// <summary>A silo of the cluster, with its own clock, its own ways to Postgres and to the membership table, and its own faults.</summary>
public sealed class TestSilo
{
    private readonly IHost _host;

    internal TestSilo(IHost host, SiloParts parts)
    {
        _host = host;
        Parts = parts;
        Address = host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        parts.Fatal.Fell += () => _ = Kill();
    }

    internal SiloParts Parts { get; }

    internal SiloAddress Address { get; }

    public bool IsUp { get; private set; } = true;

    public IServiceProvider Services => _host.Services;

    /// <summary>Grains as this silo finds them: asked from here, a call does not pass through any other.</summary>
    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>This silo's clock.</summary>
    public ShiftedTime Time => Parts.Time;

    /// <summary>Faults of the room log, as this silo's rooms see it.</summary>
    public StorageFaults Storage => Parts.Storage;

    /// <summary>Faults of the grain calls that this silo makes.</summary>
    public CallFaults Calls => Parts.Calls;

    /// <summary>This silo's way to Postgres, where the setup asked for <see cref="ClusterSetup.ProxyPostgres"/>.</summary>
    public TcpProxy Postgres => Parts.Postgres ?? throw new InvalidOperationException("Start the cluster with ProxyPostgres = true to have a proxy before Postgres.");

    /// <summary>Ends it as SIGTERM does.</summary>
    public async Task Stop()
    {
        if (IsUp)
        {
            IsUp = false;
            await _host.StopAsync();
        }
    }

    /// <summary>
    /// Ends it without a goodbye: nothing more reaches the membership table, no grain is deactivated, and its sockets are closed. Others find out by themselves.
    /// What was on its way to Postgres may still arrive, as with a killed process.
    /// </summary>
    public async Task Kill()
    {
        if (IsUp)
        {
            IsUp = false;
            Parts.Connections.TakeDown();
            Parts.Membership.Registry = Parts.Membership.Registry.Copy(); // What it writes from now on, nobody reads.
            await _host.StopAsync(new CancellationToken(canceled: true)).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Asks the membership table now, and not only at the next round.</summary>
    internal async Task LooksAtMembership()
    {
        var version = Parts.Membership.Registry.Read().Version.Version;
        await Services.GetRequiredService<IClusterMembershipService>().Refresh(new MembershipVersion(version));
    }

    internal async ValueTask End()
    {
        await Stop();
        await ((IAsyncDisposable)_host).DisposeAsync();
        if (Parts.Postgres is { } proxy)
        {
            await proxy.DisposeAsync();
        }
    }
}

/// <summary>What belongs to one silo alone.</summary>
internal sealed record SiloParts(MembershipView Membership, ShiftedTime Time, TcpProxy? Postgres)
{
    public StorageFaults Storage { get; } = new();

    public CallFaults Calls { get; } = new();

    public Connections Connections { get; } = new();

    public FatalErrors Fatal { get; } = new();
}

/// <summary>Where Orleans would end the process, only this silo falls: others live in the same process.</summary>
internal sealed class FatalErrors : IFatalErrorHandler
{
    public event Action? Fell;

    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender, string? context, Exception? exception) => Fell?.Invoke();
}

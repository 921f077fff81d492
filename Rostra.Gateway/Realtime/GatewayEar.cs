using System.Diagnostics;
using Rostra.Accounts;
using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>What this gateway process hears from the cluster: the one observer of all its rooms, people and sessions.</summary>
internal sealed class GatewayEar(IServiceProvider services, IGrainFactory grains) : IGatewayObserver, IGatewayIdentity
{
    private readonly Lock _lock = new();

    // Orleans holds observers weakly: this object is a singleton, and keeps the reference too.
    private IGatewayObserver? _reference;

    public Guid GatewayId { get; } = Guid.NewGuid();

    public ValueTask<IGatewayObserver> Reference()
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_reference ??= grains.CreateObjectReference<IGatewayObserver>(this));
        }
    }

    public Task Receive(ImmutableArray<RoomBatch> batches)
    {
        // Orleans continues traces in grains; an observer finds what it was called under among the things that travel with a call.
        using var span = ActivityContext.TryParse(RequestContext.Get("traceparent") as string, null, isRemote: true, out var silo)
            ? Instruments.Below("rostra.deliver", ActivityKind.Consumer, [silo])
            : null;
        // Asked for late: the feeds need this identity themselves.
        var feeds = services.GetRequiredService<Feeds>();
        foreach (var batch in batches)
        {
            feeds.Take(batch);
        }

        return Task.CompletedTask;
    }

    public Task Notify(ImmutableArray<PersonNotice> notices)
    {
        var persons = services.GetRequiredService<PersonLines>();
        foreach (var notice in notices)
        {
            persons.Take(notice);
        }

        return Task.CompletedTask;
    }

    public Task SilosChanged(long version)
    {
        services.GetRequiredService<ClusterNews>().Tell(version);
        return Task.CompletedTask;
    }

    public Task SessionEnded(Guid sessionId, SessionEnd reason)
    {
        services.GetRequiredService<SessionWatch>().Ended(sessionId, reason);
        return Task.CompletedTask;
    }
}

using Rostra.Accounts;
using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>This gateway's one observer, as far as sessions need it.</summary>
internal sealed class GatewayIdentity(IServiceProvider services, IGrainFactory grains) : IGatewayObserver, IGatewayIdentity
{
    private readonly Lock _lock = new();
    private IGatewayObserver? _reference; // Orleans holds observers weakly: this object is a singleton and keeps the reference.

    public Guid GatewayId { get; } = Guid.NewGuid();

    public ValueTask<IGatewayObserver> Reference()
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_reference ??= grains.CreateObjectReference<IGatewayObserver>(this));
        }
    }

    public Task Receive(ImmutableArray<RoomBatch> batches) => Task.CompletedTask;

    public Task SessionEnded(Guid sessionId, SessionEnd reason)
    {
        services.GetRequiredService<SessionWatch>().Ended(sessionId, reason);
        return Task.CompletedTask;
    }
}

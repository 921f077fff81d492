using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Rostra.Realtime;

/// <summary>The silo's senders, one for each gateway that ever attached to one of its rooms.</summary>
internal sealed class GatewaySenders(TimeProvider time, IHostApplicationLifetime silo, ILogger<GatewaySender> logger)
{
    private readonly ConcurrentDictionary<Guid, GatewaySender> _senders = [];

    /// <summary>A gateway that came back as another object (a reconnect) keeps its id and gets a new sender.</summary>
    public GatewaySender For(GatewayLease lease) =>
        _senders.GetOrAdd(lease.GatewayId, id => new GatewaySender(id, lease.Gateway, time, logger, silo.ApplicationStopping));

    /// <summary>Events that wait for gateways.</summary>
    public int Backlog => _senders.Values.Sum(sender => sender.Backlog);

    /// <summary>Tells every gateway that silos have come or gone.</summary>
    public void Tell(long version)
    {
        foreach (var (_, sender) in _senders)
        {
            sender.Tell(version);
        }
    }
}

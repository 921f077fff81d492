namespace Rostra.Realtime;

/// <summary>The gateways that are attached to a room or a person, each until its lease runs out.</summary>
internal sealed class Listeners(GatewaySenders senders, TimeProvider time)
{
    private readonly Dictionary<Guid, (GatewaySender Sender, long RenewedAt)> _attached = [];

    public bool IsEmpty => _attached.Count == 0;

    public void Attach(GatewayLease lease) => _attached[lease.GatewayId] = (senders.For(lease), time.GetTimestamp());

    public bool Renew(Guid gatewayId)
    {
        if (!_attached.TryGetValue(gatewayId, out var listener))
        {
            return false;
        }
        _attached[gatewayId] = (listener.Sender, time.GetTimestamp());
        return true;
    }

    public bool Has(Guid gatewayId) => _attached.ContainsKey(gatewayId);

    public void Detach(Guid gatewayId) => _attached.Remove(gatewayId);

    public void Announce(RoomBatch batch)
    {
        foreach (var sender in Living())
        {
            sender.Send(batch);
        }
    }

    public void Announce(PersonNotice notice)
    {
        foreach (var sender in Living())
        {
            sender.Send(notice);
        }
    }

    private IEnumerable<GatewaySender> Living()
    {
        foreach (var (gatewayId, (sender, renewedAt)) in _attached)
        {
            if (time.GetElapsedTime(renewedAt) > GatewayLease.Lifetime)
            {
                _attached.Remove(gatewayId);
            }
            else
            {
                yield return sender;
            }
        }
    }
}

using Rostra.Realtime;

namespace Rostra.Accounts;

/// <summary>The gateways that asked about a session and are told of its end.</summary>
internal sealed class SessionWatchers
{
    private const int Tries = 3;

    private readonly Dictionary<Guid, (IGatewayObserver Gateway, DateTimeOffset Until)> _leases = [];

    public void Renew(GatewayLease lease, DateTimeOffset now)
    {
        foreach (var (gateway, _) in _leases.Where(held => held.Value.Until < now).ToArray())
        {
            _leases.Remove(gateway);
        }

        _leases[lease.GatewayId] = (lease.Gateway, now + SessionState.WatchLease);
    }

    /// <summary>Each gateway by itself, so that a dead one keeps nobody waiting.</summary>
    public Task Tell(Guid sessionId, SessionEnd reason) => Task.WhenAll(_leases.Values.Select(lease => Tell(lease.Gateway, sessionId, reason)));

    private static async Task Tell(IGatewayObserver gateway, Guid sessionId, SessionEnd reason)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            try
            {
                await gateway.SessionEnded(sessionId, reason);
                return;
            }
            catch (Exception fault) when (fault is TimeoutException or Orleans.Runtime.OrleansException)
            {
                // A gateway that stays silent has died, or asks again within the lease.
            }
        }
    }
}

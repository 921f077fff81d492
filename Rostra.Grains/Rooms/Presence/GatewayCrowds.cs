using System.Runtime.InteropServices;
using Rostra.Realtime;

namespace Rostra.Rooms;

/// <summary>Who has a connection on which gateway, as the gateways say, each until its lease runs out. Members or not: that is the room's to judge.</summary>
/// <param name="turned">Called with each person whom one more gateway holds (true), or one fewer.</param>
internal sealed class GatewayCrowds(TimeSpan lease, Action<Guid, bool> turned)
{
    private readonly Dictionary<Guid, Crowd> _byGateway = [];
    private readonly Dictionary<Guid, int> _holders = [];

    /// <summary>When the next lease runs out.</summary>
    public TimeSpan? Due => _byGateway.Count == 0 ? null : _byGateway.Values.Min(crowd => crowd.LeaseEnds);

    public bool Holds(Guid userId) => _holders.ContainsKey(userId);

    /// <returns>Whether the set is now what the gateway says it is.</returns>
    public bool Take(Guid gatewayId, PresenceReport report, TimeSpan now)
    {
        var crowd = CollectionsMarshal.GetValueRefOrAddDefault(_byGateway, gatewayId, out _) ??= new Crowd();
        crowd.LeaseEnds = now + lease;
        if (report.Number < crowd.Number)
        {
            return false; // Delayed on its way; a newer one has been here.
        }
        crowd.Number = report.Number;

        // First who came: a person on both sides of it is never without a holder in between.
        List<Guid> went = report.IsFull ? [.. crowd.Users.Except(report.Came)] : [.. report.Went];
        foreach (var userId in report.Came)
        {
            Hold(crowd, userId);
        }
        went.ForEach(userId => Release(crowd, userId));
        return crowd.Hash == report.Hash;
    }

    public void Forget(Guid gatewayId)
    {
        if (_byGateway.Remove(gatewayId, out var crowd))
        {
            foreach (var userId in crowd.Users.ToList())
            {
                Release(crowd, userId);
            }
        }
    }

    /// <summary>Gateways whose lease has run out.</summary>
    public List<Guid> Lapsed(TimeSpan now) => [.. _byGateway.Where(gateway => gateway.Value.LeaseEnds <= now).Select(gateway => gateway.Key)];

    private void Hold(Crowd crowd, Guid userId)
    {
        if (!crowd.Users.Add(userId))
        {
            return;
        }
        crowd.Hash += CrowdHash.Of(userId);
        CollectionsMarshal.GetValueRefOrAddDefault(_holders, userId, out _)++;
        turned(userId, true);
    }

    private void Release(Crowd crowd, Guid userId)
    {
        if (!crowd.Users.Remove(userId))
        {
            return;
        }
        crowd.Hash -= CrowdHash.Of(userId);
        if (--CollectionsMarshal.GetValueRefOrAddDefault(_holders, userId, out _) == 0)
        {
            _holders.Remove(userId);
        }
        turned(userId, false);
    }

    private sealed class Crowd
    {
        public HashSet<Guid> Users { get; } = [];

        public long Hash { get; set; }

        public long Number { get; set; } = long.MinValue;

        public TimeSpan LeaseEnds { get; set; }
    }
}

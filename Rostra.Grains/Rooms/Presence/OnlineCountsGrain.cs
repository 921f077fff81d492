namespace Rostra.Rooms;

/// <summary>Holds what silos have told lately, and nothing that would have to be kept: a lost shard is whole again when they tell the next time.</summary>
[GrainType("online-counts")]
internal sealed class OnlineCountsGrain(TimeProvider time) : Grain, IOnlineCountsGrain
{
    private readonly Dictionary<Guid, (int Count, TimeSpan Until)> _byRoom = [];
    private TimeSpan _sweepAt;

    private TimeSpan Now => time.GetElapsedTime(0);

    public Task Tell(ImmutableArray<OnlineCount> counts)
    {
        var now = Now;
        foreach (var (roomId, count) in counts)
        {
            if (count == 0)
            {
                _byRoom.Remove(roomId);
            }
            else
            {
                _byRoom[roomId] = (count, now + OnlineCount.Lifetime);
            }
        }
        Sweep(now);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<int>> Of(ImmutableArray<Guid> roomIds)
    {
        var now = Now;
        return Task.FromResult<ImmutableArray<int>>([.. roomIds.Select(roomId => _byRoom.TryGetValue(roomId, out var told) && told.Until > now ? told.Count : 0)]);
    }

    private void Sweep(TimeSpan now)
    {
        if (now < _sweepAt)
        {
            return;
        }
        _sweepAt = now + OnlineCount.Lifetime;
        foreach (var (roomId, (_, until)) in _byRoom)
        {
            if (until <= now)
            {
                _byRoom.Remove(roomId);
            }
        }
    }
}

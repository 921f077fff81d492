namespace Rostra.Rooms;

/// <summary>Who is kept from joining or speaking beyond what stands at the members themselves: bans, mutes of those who have left, and slow mode's clocks.</summary>
internal sealed class Sanctions(LoadedSanctions loaded)
{
    /// <summary>Nobody looks for what is over before so many are remembered.</summary>
    private const int SpokeMin = 1_000;

    private readonly HashSet<Guid> _banned = [.. loaded.Banned];
    private readonly Dictionary<Guid, DateTimeOffset> _absentMutes = new(loaded.AbsentMutes);
    private readonly Dictionary<Guid, DateTimeOffset> _spoke = new(loaded.Spoke);
    private int _spokeMax = SpokeMin;

    public int Bans => _banned.Count;

    public bool IsBanned(Guid userId) => _banned.Contains(userId);

    /// <summary>Of somebody who has left.</summary>
    public DateTimeOffset? AbsentMute(Guid userId) => _absentMutes.TryGetValue(userId, out var until) ? until : null;

    /// <summary>When somebody last spoke since slow mode was set.</summary>
    public DateTimeOffset? Spoke(Guid userId) => _spoke.TryGetValue(userId, out var at) ? at : null;

    public void Ban(Guid userId, bool isBanned)
    {
        if (isBanned)
        {
            _banned.Add(userId);
        }
        else
        {
            _banned.Remove(userId);
        }
    }

    /// <param name="until">The mute that goes on; null: none.</param>
    public void Left(Guid userId, DateTimeOffset? until, DateTimeOffset now)
    {
        if (until > now)
        {
            Drop(_absentMutes, over => over <= now);
            _absentMutes[userId] = until.Value;
        }
    }

    public void Joined(Guid userId) => _absentMutes.Remove(userId);

    public void SlowModeIsNew() => _spoke.Clear();

    /// <param name="expired">Whoever spoke before may speak again.</param>
    public void Spoken(Guid userId, DateTimeOffset at, DateTimeOffset expired)
    {
        _spoke[userId] = at;
        if (_spoke.Count > _spokeMax)
        {
            Drop(_spoke, spoke => spoke < expired);
            _spokeMax = Math.Max(SpokeMin, 2 * _spoke.Count);
        }
    }

    private static void Drop(Dictionary<Guid, DateTimeOffset> times, Func<DateTimeOffset, bool> isOver)
    {
        foreach (var userId in times.Where(one => isOver(one.Value)).Select(one => one.Key).ToList())
        {
            times.Remove(userId);
        }
    }
}

/// <summary>As read on activation.</summary>
internal sealed record LoadedSanctions(
    ImmutableArray<Guid> Banned, ImmutableDictionary<Guid, DateTimeOffset> AbsentMutes, ImmutableDictionary<Guid, DateTimeOffset> Spoke)
{
    public static readonly LoadedSanctions None = new([], ImmutableDictionary<Guid, DateTimeOffset>.Empty, ImmutableDictionary<Guid, DateTimeOffset>.Empty);
}

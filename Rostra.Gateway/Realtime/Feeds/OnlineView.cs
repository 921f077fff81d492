using Rostra.Users;

namespace Rostra.Realtime;

/// <summary>
/// Who is online in a room, as the room has told this gateway, and what follows from that for the people here. News of the room's activation join like intervals; after
/// a gap, or under another activation, the whole set is asked for.
/// </summary>
internal sealed class OnlineView(FeedTimes times)
{
    private const long Nothing = -1;

    private Dictionary<Guid, UserRef>? _listed; // Null when there are too many.
    private int _count;
    private bool _isKnown;
    private Guid? _activation;
    private long _version = Nothing;
    private bool _isCarried; // From an activation before: some gateways may not have come back to the room yet.
    private (Guid Activation, long Version) _early;
    private TimeSpan? _askAt;
    private bool _hasMissed;

    /// <summary>As of now; null while nothing is known.</summary>
    public int? Count => _isKnown ? _count : null;

    public Guid? Activation => _activation;

    /// <summary>Whether the room must be asked for the whole set.</summary>
    public bool WantsSet(TimeSpan now) => now >= _askAt;

    public void Forget() => (_listed, _isKnown, _activation, _version, _isCarried, _askAt, _hasMissed) = (null, false, null, Nothing, false, null, false);

    /// <summary>What the room tells unasked; answers what the people here are told, if anything.</summary>
    public PresenceChanged? Take(Guid activation, PresenceNews news, TimeSpan now)
    {
        if (activation != _activation)
        {
            _early = (activation, news.UpTo); // Of one that has ended, or of one whose first answer is still on its way.
            return null;
        }

        if (news.UpTo <= _version)
        {
            return null;
        }

        if (!news.IsFull && (news.After != _version || news.After == news.UpTo))
        {
            _askAt = now;
            return null;
        }

        _version = news.UpTo;
        return _isCarried ? Merge(news) : news.IsFull ? Replace(news) : Change(news);
    }

    /// <summary>What the room answers.</summary>
    public PresenceChanged? Take(Guid activation, PresencePosition position, TimeSpan now)
    {
        if (activation != _activation)
        {
            (_activation, _version, _isCarried) = (activation, Nothing, _isKnown);
        }

        PresenceChanged? change = null;
        if (position.Set is { } set && set.UpTo >= _version)
        {
            _hasMissed |= _version != Nothing && set.UpTo > _version;
            (_version, _askAt) = (set.UpTo, null);
            change = Adopt(set, position.SettlesIn, now);
        }

        if (Math.Max(position.Version, _early.Activation == activation ? _early.Version : Nothing) > _version)
        {
            _askAt ??= now + times.HeadPatience; // Mostly the news are on their way.
        }

        if (_askAt <= now)
        {
            _askAt = now + times.BackOffMax; // Asked for, and not told: a strange room is not to be pestered.
        }

        _count = _isCarried ? _count : position.OnlineCount;
        return change;
    }

    private PresenceChanged? Adopt(PresenceNews set, TimeSpan settlesIn, TimeSpan now)
    {
        if (_isCarried && settlesIn > TimeSpan.Zero)
        {
            _askAt = now + settlesIn;
            return Merge(set);
        }

        var isFirst = !_isKnown;
        (_isKnown, _isCarried) = (true, false);
        var change = Replace(set);
        _hasMissed = false;
        return isFirst ? null : change; // Who is here already reads the set when they need it.
    }

    /// <summary>
    /// The whole set is told where it is another, or where news were missed: somebody here may have read it in between. Under a new activation that knows the same people the
    /// count will do: all rooms of a dead silo come up at once, and whole sets of all of them would be much.
    /// </summary>
    private PresenceChanged Replace(PresenceNews set)
    {
        var before = _listed;
        _listed = set.IsCounted ? null : set.Online.ToDictionary(user => user.Id);
        _count = set.OnlineCount;
        var isSame = _listed is null || (!_hasMissed && before is not null && before.Count == _listed.Count && _listed.Keys.All(before.ContainsKey));
        return isSame ? new PresenceChanged([], [], _count) : new PresenceChanged(set.Online, [], _count, Full: true);
    }

    private PresenceChanged? Change(PresenceNews news)
    {
        if (_listed is null)
        {
            return null; // Cannot be: the room lists everyone before it goes on with differences.
        }

        Apply(news.Online, news.Offline);
        _count = news.OnlineCount;
        return new PresenceChanged(news.Online, news.Offline, _count);
    }

    /// <summary>Nobody is gone because the new activation does not know them yet.</summary>
    private PresenceChanged? Merge(PresenceNews news)
    {
        if (_listed is null || news.IsCounted)
        {
            return null; // Only the count would be told, and the count is not yet known.
        }

        ImmutableArray<UserRef> came = [.. news.Online.Where(user => !_listed.ContainsKey(user.Id))];
        ImmutableArray<Guid> went = [.. news.Offline.Where(_listed.ContainsKey)];
        Apply(came, went);
        _count = _listed.Count;
        return came.IsEmpty && went.IsEmpty ? null : new PresenceChanged(came, went, _count);
    }

    private void Apply(ImmutableArray<UserRef> came, ImmutableArray<Guid> went)
    {
        foreach (var user in came)
        {
            _listed![user.Id] = user;
        }

        foreach (var userId in went)
        {
            _listed!.Remove(userId);
        }
    }
}

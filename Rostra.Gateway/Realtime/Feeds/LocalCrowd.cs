namespace Rostra.Realtime;

/// <summary>Whom of a room this gateway holds, as far as the room has been told. What is told is the difference; a hash of the whole shows when that went wrong.</summary>
internal sealed class LocalCrowd
{
    private HashSet<Guid> _told = [];
    private long _hash;
    private bool _isInStep;
    private long _seenVersion = -1;
    private (HashSet<Guid> Here, long Hash, long Version, bool IsFull)? _asked;

    /// <summary>The room may know nothing of this gateway any more: it is told everyone.</summary>
    public void Forget() => (_isInStep, _asked) = (false, null);

    /// <param name="version">Another one whenever <paramref name="here"/> may have changed.</param>
    public bool HasNews(long version, Func<IEnumerable<Guid>> here)
    {
        if (_isInStep && version != _seenVersion && _told.SetEquals(here()))
        {
            _seenVersion = version; // Who left is back, or who was let in had been told of already.
        }

        return !_isInStep || version != _seenVersion;
    }

    public PresenceReport Report(long version, Func<IEnumerable<Guid>> here, long number, bool wantsSet, bool isShown)
    {
        if (_isInStep && version == _seenVersion)
        {
            _asked = (_told, _hash, version, false);
            return new PresenceReport(number, _hash, [], [], IsFull: false, wantsSet, isShown);
        }

        var now = here().ToHashSet();
        var hash = now.Aggregate(0L, (sum, userId) => unchecked(sum + CrowdHash.Of(userId)));
        _asked = (now, hash, version, !_isInStep);
        return _isInStep
            ? new PresenceReport(number, hash, [.. now.Except(_told)], [.. _told.Except(now)], IsFull: false, wantsSet, isShown)
            : new PresenceReport(number, hash, [.. now], [], IsFull: true, wantsSet, isShown);
    }

    /// <summary>The room has the last report.</summary>
    public void Answered(bool isInStep)
    {
        if (_asked is { } asked)
        {
            // Told everyone and still not in step: the next renewal will show whether it is true.
            (_told, _hash, _seenVersion, _isInStep, _asked) = (asked.Here, asked.Hash, asked.Version, isInStep || asked.IsFull, null);
        }
    }
}

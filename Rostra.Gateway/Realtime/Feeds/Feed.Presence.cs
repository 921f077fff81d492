using Rostra.History;
using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>Who is here, for the room; who is online and who types, for the people here.</summary>
internal sealed partial class Feed
{
    private readonly LocalCrowd _crowd = new();
    private readonly OnlineView _online = new(times);
    private bool _isSomebodyTyping;

    /// <summary>As of now, if it is known here.</summary>
    public int? OnlineCount
    {
        get
        {
            lock (_lock)
            {
                return _isEnded ? null : _online.Count;
            }
        }
    }

    private long CrowdVersion => _audience.Version + _admissions.Version;

    /// <summary>Whether the room must hear from this gateway now: somebody has come or gone, or something of the room's presence is missing.</summary>
    private bool HasNews => _crowd.HasNews(CrowdVersion, Here) || (_online.WantsSet(Now) && !_audience.IsEmpty);

    private IEnumerable<Guid> Here() => _audience.Users.Union(_admissions.Users);

    private PresenceReport Report() => _crowd.Report(
        CrowdVersion, Here, number: clock.GetTimestamp(), wantsSet: !_isAttached || _online.WantsSet(Now), isShown: _online.Count is not null);

    private void Reported(RoomPosition position)
    {
        _crowd.Answered(position.Presence.IsInStep);
        var isOther = _online.Activation != position.Activation;
        var change = _online.Take(position.Activation, position.Presence, Now);
        // The old activation can say no more that they have stopped.
        Tell(change, isOther && _isSomebodyTyping ? new TypingChanged([]) : null);
    }

    private void Hear(RoomBatch batch)
    {
        if (batch.TrimmedSeq is { } trimmed)
        {
            _tail.Trim(trimmed);
            _audience.Tell(new LiveBatch(roomId, [new RoomTrimmed(trimmed)]));
        }

        if (batch.Presence is not null || batch.Typing is not null)
        {
            Tell(
                batch.Presence is { } news ? _online.Take(batch.Activation, news, Now) : null,
                batch.Typing is { } typing && batch.Activation == _online.Activation ? new TypingChanged(typing.Users) : null);
        }
    }

    private void Tell(PresenceChanged? presence, TypingChanged? typing)
    {
        _isSomebodyTyping = typing is null ? _isSomebodyTyping : !typing.Users.IsEmpty;
        ImmutableArray<LiveEvent> events = [.. new LiveEvent?[] { presence, typing }.OfType<LiveEvent>()];
        if (!events.IsEmpty && !_audience.IsEmpty)
        {
            _audience.Tell(new LiveBatch(roomId, events));
        }
    }
}

internal static class OnlineInHistory
{
    extension(Changes page)
    {
        /// <summary>The log knows nothing of who is online: where it shows the room, the count is put in.</summary>
        public Changes Counting(int? online) => online is not { } count ? page : page with
        {
            Room = page.Room is { } room ? room with { OnlineCount = count } : null,
            Events = page.Events is { } events && events.Any(happened => happened is RoomChanged)
                ? [.. events.Select(happened => happened is RoomChanged changed ? changed with { Room = changed.Room with { OnlineCount = count } } : happened)]
                : page.Events,
        };
    }
}

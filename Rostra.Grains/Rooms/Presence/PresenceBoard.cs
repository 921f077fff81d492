using Rostra.Realtime;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>
/// Who is online in a room: members whom at least one gateway holds, or held until a moment ago. Rules and memory, no clock of its own and no I/O: whoever owns
/// it tells it the time, and asks it again when something is <see cref="Due"/>.
/// </summary>
internal sealed class PresenceBoard
{
    private readonly PresenceOptions _options;
    private readonly Func<Guid, UserRef?> _member;
    private readonly TimeSpan _startedAt;
    private readonly GatewayCrowds _crowds;

    // The grace has one length, so who closed first is gone first.
    private readonly Queue<(Guid UserId, TimeSpan GoneAt)> _closing = [];
    private readonly Dictionary<Guid, TimeSpan> _goneAt = [];
    private readonly HashSet<Guid> _online = [];
    private readonly HashSet<Guid> _touched = [];
    private HashSet<Guid> _told = [];
    private int _toldCount;
    private bool _isCounted;
    private long _version;
    private TimeSpan? _announceAt;
    private TimeSpan _announcedAt = TimeSpan.MinValue;
    private TimeSpan _gatherFor;
    private TimeSpan _now;
    private bool _isLapsing;

    /// <param name="member">The member with that id, or null.</param>
    /// <param name="startedAt">When the room's activation began.</param>
    public PresenceBoard(PresenceOptions options, Func<Guid, UserRef?> member, TimeSpan startedAt)
    {
        (_options, _member, _startedAt) = (options, member, startedAt);
        _crowds = new GatewayCrowds(options.Lease, Turned);
        _gatherFor = options.GatherFor;
    }

    /// <summary>How many <see cref="Online"/> has.</summary>
    public int OnlineCount => _online.Count + Going().Count();

    /// <summary>When there is something to do next.</summary>
    public TimeSpan? Due => Earliest(_announceAt, Earliest(_crowds.Due, _closing.TryPeek(out var first) ? first.GoneAt : null));

    public bool IsOnline(Guid userId) => _online.Contains(userId) || IsGoing(userId);

    /// <summary>
    /// As it is shown to who asks: who has come is there at once, who is gone is there until that is announced. Else who is back by then, so that there is nothing
    /// to announce, would be missing for whoever asked in between.
    /// </summary>
    public ImmutableArray<Guid> Online() => [.. _online, .. Going()];

    /// <returns>Whether the gateway's people are now those whom it says it has.</returns>
    public bool Take(Guid gatewayId, PresenceReport report, TimeSpan now)
    {
        _now = now;
        var isInStep = _crowds.Take(gatewayId, report, now);
        _announceAt = report is { WantsSet: true, IsShown: true } && _announceAt is not null ? now : _announceAt;
        return isInStep;
    }

    /// <summary>What a gateway is answered, once that is done which was due.</summary>
    public PresencePosition Position(bool isInStep, bool wantsSet, TimeSpan now)
    {
        var settlesIn = _startedAt + _options.WarmUp - now;
        return new PresencePosition(_version, OnlineCount, isInStep, settlesIn > TimeSpan.Zero ? settlesIn : TimeSpan.Zero, wantsSet ? Set() : null);
    }

    /// <summary>The gateway says goodbye: its people have closed their connections.</summary>
    public void Detach(Guid gatewayId, TimeSpan now)
    {
        _now = now;
        _crowds.Forget(gatewayId);
    }

    /// <summary>Somebody has become a member, or is none any more: that takes effect at once.</summary>
    public void MembershipChanged(Guid userId, TimeSpan now)
    {
        _now = now;
        if (_member(userId) is null)
        {
            _goneAt.Remove(userId);
        }
        Judge(userId);
    }

    /// <summary>Does what is due; the news, if it is time for them and there are any.</summary>
    public PresenceNews? Advance(TimeSpan now)
    {
        _now = now;
        LetLapse();
        while (_closing.TryPeek(out var first) && first.GoneAt <= now)
        {
            _closing.Dequeue();
            if (_goneAt.TryGetValue(first.UserId, out var goneAt) && goneAt <= now)
            {
                _goneAt.Remove(first.UserId);
                Judge(first.UserId);
            }
        }
        if (_announceAt is null || _announceAt > now)
        {
            return null;
        }
        (_announceAt, _announcedAt) = (null, now);
        return News();
    }

    /// <summary>Nobody reloads a page for as long as a lease: its people are gone at its end.</summary>
    private void LetLapse()
    {
        _isLapsing = true;
        _crowds.Lapsed(_now).ForEach(_crowds.Forget);
        _isLapsing = false;
    }

    private void Turned(Guid userId, bool isHeld)
    {
        // Also where another gateway seems to hold them: it may be dead, and its lease may end before the person is back.
        if (!isHeld && !_isLapsing && _online.Contains(userId))
        {
            _goneAt[userId] = _now + _options.Grace;
            _closing.Enqueue((userId, _now + _options.Grace));
        }
        Judge(userId);
    }

    private void Judge(Guid userId)
    {
        var isOnline = _member(userId) is not null && (_crowds.Holds(userId) || _goneAt.ContainsKey(userId));
        if (isOnline ? _online.Add(userId) : _online.Remove(userId))
        {
            _touched.Add(userId);
            _announceAt ??= _now + (_gatherFor = GatherFor());
        }
    }

    /// <summary>How long what begins now gathers: longer, up to a limit, the sooner it follows the last news in a crowd.</summary>
    private TimeSpan GatherFor()
    {
        if (_isCounted) return _options.CountedGatherFor;
        var isOneOfMany = _online.Count >= _options.CrowdOf && _announcedAt != TimeSpan.MinValue && _now - _announcedAt < _gatherFor;
        var longest = _options.CountedGatherFor > _options.GatherFor ? _options.CountedGatherFor : _options.GatherFor;
        return !isOneOfMany ? _options.GatherFor : _gatherFor * 2 < longest ? _gatherFor * 2 : longest;
    }

    /// <summary>Gone, and not announced yet.</summary>
    private IEnumerable<Guid> Going() => _told.Count == 0 ? [] : _touched.Where(IsGoing);

    private bool IsGoing(Guid userId) => _told.Contains(userId) && !_online.Contains(userId) && _member(userId) is not null;

    private PresenceNews? News()
    {
        var (before, wasCounted) = (_version, _isCounted);
        _isCounted = _online.Count > _options.ListedMax;
        ImmutableArray<Guid> came = [.. _touched.Where(userId => _online.Contains(userId) && !_told.Contains(userId))];
        ImmutableArray<Guid> went = [.. _touched.Where(userId => !_online.Contains(userId) && _told.Contains(userId))];
        _touched.Clear();
        if (_isCounted || wasCounted)
        {
            return _isCounted && wasCounted && _online.Count == _toldCount ? null : Tell(_isCounted ? [] : [.. _online], before, [], [], isFull: true);
        }
        if (came.IsEmpty && went.IsEmpty)
        {
            return null;
        }
        _told.UnionWith(came);
        _told.ExceptWith(went);
        return Tell(_told, before, came, went, isFull: false);
    }

    private PresenceNews Tell(HashSet<Guid> told, long before, ImmutableArray<Guid> came, ImmutableArray<Guid> went, bool isFull)
    {
        (_told, _toldCount, _version) = (told, _online.Count, before + 1);
        return isFull ? Set() : new PresenceNews(before, _version, People(came), went, _toldCount);
    }

    /// <summary>Everyone, as far as announced; who has left the room meanwhile will be announced as gone.</summary>
    private PresenceNews Set() => new(0, _version, People(_told), [], _toldCount, IsFull: true, _isCounted);

    private ImmutableArray<UserRef> People(IEnumerable<Guid> userIds) => [.. userIds.Select(_member).OfType<UserRef>()];

    private static TimeSpan? Earliest(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other ?? one : one;
}

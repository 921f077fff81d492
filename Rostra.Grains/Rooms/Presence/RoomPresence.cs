using Rostra.Realtime;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>Presence and typing of one activation: keeps the boards, tells the gateways, and has itself woken when something is due.</summary>
internal sealed class RoomPresence
{
    private readonly RoomState _room;
    private readonly TimeProvider _time;
    private readonly PresenceBoard _presence;
    private readonly TypingBoard _typing;
    private readonly Action<PresenceNews?, TypingNews?> _announce;
    private readonly Action<int> _counted;
    private readonly IGrainTimer _timer;
    private TimeSpan? _wakesAt;

    /// <param name="announce">Tells all gateways.</param>
    /// <param name="counted">Told of every other number of people online.</param>
    /// <param name="timer">Makes a timer that is not running yet.</param>
    public RoomPresence(
        RoomState room, PresenceOptions options, TimeProvider time, Action<PresenceNews?, TypingNews?> announce, Action<int> counted, Func<Action, IGrainTimer> timer)
    {
        (_room, _time, _announce, _counted) = (room, time, announce, counted);
        _presence = new PresenceBoard(options, userId => room.Members.GetValueOrDefault(userId)?.User, Now);
        _typing = new TypingBoard(options);
        _timer = timer(Wake);
    }

    private TimeSpan Now => _time.GetElapsedTime(0);

    public PresencePosition Report(Guid gatewayId, PresenceReport report)
    {
        var isInStep = _presence.Take(gatewayId, report, Now);
        Arrange();
        return _presence.Position(isInStep, report.WantsSet, Now);
    }

    public void Detach(Guid gatewayId)
    {
        _presence.Detach(gatewayId, Now);
        Arrange();
    }

    public void Types(UserRef user)
    {
        _typing.Types(user, Now);
        Arrange();
    }

    /// <summary>What the log has kept: who says something has stopped typing, who leaves is not here any more.</summary>
    public void Kept(ImmutableArray<RoomEvent> events)
    {
        foreach (var happened in events)
        {
            switch (happened)
            {
                case MessagePosted posted:
                    _typing.Stops(posted.Message.Author.Id);
                    break;
                case MemberJoined joined:
                    _presence.MembershipChanged(joined.Member.User.Id, Now);
                    break;
                case MemberLeft left:
                    _typing.Stops(left.User.Id);
                    _presence.MembershipChanged(left.User.Id, Now);
                    break;
                case RoomDeleted:
                    foreach (var userId in _presence.Online())
                    {
                        _presence.MembershipChanged(userId, Now);
                    }
                    break;
            }
        }
        Arrange();
    }

    public bool IsOnline(Guid userId) => _presence.IsOnline(userId);

    public ImmutableArray<Guid> Online(ImmutableArray<Guid>? among) => among is { } asked ? [.. asked.Where(_presence.IsOnline)] : _presence.Online();

    private void Wake()
    {
        _wakesAt = null;
        Arrange();
    }

    /// <summary>Does what is due now, and sees to being woken for what is due next. After everything that may have changed a board.</summary>
    private void Arrange()
    {
        var now = Now;
        var (presence, typing) = (_presence.Advance(now), _typing.Advance(now));
        if (_room.OnlineCount != _presence.OnlineCount)
        {
            _room.OnlineCount = _presence.OnlineCount;
            _counted(_presence.OnlineCount);
        }
        if (presence is not null || typing is not null)
        {
            _announce(presence, typing);
        }
        var due = _presence.Due is { } one && _typing.Due is { } other ? (one < other ? one : other) : _presence.Due ?? _typing.Due;
        // Waking too early is cheaper than setting the timer at every renewal.
        if (due is { } next && !(_wakesAt <= next))
        {
            _wakesAt = next;
            _timer.Change(next > now ? next - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}

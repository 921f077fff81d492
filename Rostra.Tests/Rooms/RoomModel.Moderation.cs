namespace Rostra.Rooms;

/// <summary>What the owner may do about people, and what becomes of it. Time in seconds since the room was made.</summary>
internal sealed partial class RoomModel
{
    private readonly HashSet<int> _banned = [];
    private readonly Dictionary<int, int> _mutes = [];
    private readonly Dictionary<int, int> _spoke = [];
    private int _slow;

    public int Now { get; set; }

    private ModelAnswer Moderate(RoomStep step) => step switch
    {
        RoomStep.Remove remove => Unless(remove.By, remove.Whom, needsMember: true) ?? Out(remove.Whom),
        RoomStep.Ban { IsLifted: false } ban => Unless(ban.By, ban.Whom) ?? (!_banned.Add(ban.Whom) ? new() : Out(ban.Whom)),
        RoomStep.Ban ban => Unless(ban.By, ban.Whom) ?? (_banned.Remove(ban.Whom) ? Took() : new()),
        RoomStep.Mute mute => Mute(mute),
        RoomStep.Slow slow => Slow(slow),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private bool IsMuted(int who) => _mutes.GetValueOrDefault(who) > Now;

    private RefusalCode? MaySpeak(int who)
    {
        if (IsMuted(who))
        {
            return RefusalCode.Muted;
        }
        if (_slow > 0 && who != Owner && _spoke.TryGetValue(who, out var last) && last + _slow > Now)
        {
            return RefusalCode.SlowMode;
        }
        _spoke[who] = Now;
        return null;
    }

    private ModelAnswer Mute(RoomStep.Mute mute)
    {
        if (Unless(mute.By, mute.Whom, needsMember: true, ofOwner: RefusalCode.Invalid) is { } refusal)
        {
            return refusal;
        }
        var (before, after) = (IsMuted(mute.Whom) ? _mutes[mute.Whom] : 0, mute.Seconds == 0 ? 0 : Now + mute.Seconds);
        _mutes[mute.Whom] = after;
        return before == after ? new() : Took();
    }

    private ModelAnswer Slow(RoomStep.Slow slow)
    {
        if (!Members.Contains(slow.By))
        {
            return new(RefusalCode.NotMember);
        }
        if (slow.By != Owner)
        {
            return new(RefusalCode.NotOwner);
        }
        if (slow.Seconds == _slow)
        {
            return new();
        }
        _slow = slow.Seconds;
        _spoke.Clear();
        return Took();
    }

    private ModelAnswer? Unless(int by, int whom, bool needsMember = false, RefusalCode ofOwner = RefusalCode.OwnerCannotLeave) =>
        !Members.Contains(by) ? new(RefusalCode.NotMember)
        : needsMember && !Members.Contains(whom) ? new(RefusalCode.UserNotFound)
        : by != Owner ? new(RefusalCode.NotOwner)
        : whom == Owner ? new(ofOwner)
        : null;

    private ModelAnswer Out(int who)
    {
        Members.Remove(who);
        return Took();
    }

    private ModelAnswer Took()
    {
        Head++;
        return new();
    }
}

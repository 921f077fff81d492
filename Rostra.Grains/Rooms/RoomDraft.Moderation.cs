using Rostra.Messages;
using Rostra.Rooms.Log;

namespace Rostra.Rooms;

internal sealed partial class RoomDraft
{
    public Outcome<Done>? Remove(PersonAct act)
    {
        if (Refuse(act, isSomebody: Member(act.UserId) is not null || (act.Again && Row?.OwnerId == act.By.Id)) is { } refusal)
        {
            return refusal;
        }
        if (Member(act.UserId) is not { } member)
        {
            return Done.Value;
        }
        if (_members.ContainsKey(act.UserId))
        {
            return null; // As in Join.
        }

        Part(member, act.By);
        _commit.Acts.Add(new ActRow(LastSeq, ActKind.Removed, Reason: RoomRules.TrimLine(act.Reason)));
        return Done.Value;
    }

    /// <summary>A member's ban is their leaving; anybody else's is a change of the room, whose list of bans it is.</summary>
    public Outcome<Done>? Ban(PersonAct act)
    {
        if (Refuse(act, IsSomebody(act.UserId)) is { } refusal)
        {
            return refusal;
        }
        if (IsBanned(act.UserId))
        {
            return Done.Value;
        }
        if (room.Sanctions.Bans >= room.Options.BansMax)
        {
            return Refusals.BansFull;
        }

        if (Member(act.UserId) is { } member)
        {
            Part(member, act.By);
        }
        else
        {
            Change(Row!, act.By, act.UserId);
        }
        _bans[act.UserId] = true;
        _commit.Banned.Add(new BanRow(act.UserId, LastSeq));
        _commit.Acts.Add(new ActRow(LastSeq, ActKind.Banned, Reason: RoomRules.TrimLine(act.Reason)));
        return Done.Value;
    }

    public Outcome<Done>? LiftBan(PersonAct act)
    {
        if (Refuse(act, IsSomebody(act.UserId) || IsBanned(act.UserId)) is { } refusal)
        {
            return refusal;
        }
        if (!IsBanned(act.UserId))
        {
            return Done.Value;
        }

        Change(Row!, act.By, act.UserId);
        _bans[act.UserId] = false;
        _commit.Unbanned.Add(act.UserId);
        _commit.Acts.Add(new ActRow(LastSeq, ActKind.BanLifted));
        return Done.Value;
    }

    public Outcome<Member>? Mute(MuteMember mute)
    {
        var until = mute.Until is { } given ? ToMilliseconds(given) : (DateTimeOffset?)null;
        if (RoomRules.FaultOfMute(until, mute.Reason, Now, room.Options) is { } invalid)
        {
            return invalid;
        }
        if (RefuseStranger(mute.By.Id) is { } stranger)
        {
            return stranger;
        }
        if (Member(mute.UserId) is not { } member)
        {
            return Refusals.UserNotFound;
        }
        if (RefuseOthers(mute.By) is { } notOwner)
        {
            return notOwner;
        }
        if (member.User.Id == Row!.OwnerId)
        {
            return Refusals.OwnerNotMuted;
        }
        if (until == (member.MutedUntil > Now ? member.MutedUntil : null))
        {
            return member.View();
        }

        var changed = Change(member with { MutedUntil = until }, mute.By);
        _commit.Acts.Add(new ActRow(LastSeq, until is null ? ActKind.MuteLifted : ActKind.Muted, until, Reason: RoomRules.TrimLine(mute.Reason)));
        return changed.View();
    }

    /// <summary>Takes over what was kept of bans, mutes and slow mode; before the members themselves change.</summary>
    public void ApplyTo(Sanctions sanctions)
    {
        foreach (var (userId, isBanned) in _bans)
        {
            sanctions.Ban(userId, isBanned);
        }
        foreach (var (userId, member) in _members)
        {
            if (member is null)
            {
                sanctions.Left(userId, room.Members.GetValueOrDefault(userId)?.MutedUntil, Now);
            }
            else
            {
                sanctions.Joined(userId);
            }
        }
        if (Row?.SlowModeSeq != room.Row?.SlowModeSeq)
        {
            sanctions.SlowModeIsNew();
        }
        foreach (var (userId, at) in _spoke)
        {
            sanctions.Spoken(userId, at, expired: Now.AddSeconds(-Row!.SlowModeSeconds));
        }
    }

    private bool IsBanned(Guid userId) => _bans.TryGetValue(userId, out var changed) ? changed : room.Sanctions.IsBanned(userId);

    private bool IsSomebody(Guid userId) => Member(userId) is not null || findings.People.GetValueOrDefault(userId) is not null;

    private Refusal? Refuse(PersonAct act, bool isSomebody) =>
        RoomRules.FaultOfReason(act.Reason, room.Options)
        ?? RefuseStranger(act.By.Id)
        ?? (isSomebody ? null : Refusals.UserNotFound)
        ?? RefuseOthers(act.By)
        ?? (act.UserId == Row!.OwnerId ? Refusals.OwnerCannotLeave : null);

    private Refusal? RefuseMuted(Guid userId) => Member(userId)?.MutedUntil is { } until && until > Now ? Refusals.Muted(until - Now) : null;

    private Refusal? RefuseTooSoon(Guid userId)
    {
        var last = _spoke.TryGetValue(userId, out var here) ? here : room.Sanctions.Spoke(userId);
        if (Row!.SlowModeSeconds == 0 || userId == Row.OwnerId || last is not { } spoke)
        {
            return null;
        }
        var again = spoke.AddSeconds(Row.SlowModeSeconds);
        return again > Now ? Refusals.SlowMode(again - Now) : null;
    }

    private void Spoke(StoredMessage message)
    {
        if (Row!.SlowModeSeconds > 0)
        {
            _spoke[message.Author.Id] = message.SentAt;
        }
    }
}

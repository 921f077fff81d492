using Rostra.Names;
using Rostra.Rooms.Log;
using Rostra.Users;

namespace Rostra.Rooms;

internal sealed partial class RoomDraft
{
    public Outcome<Room>? Join(RoomCommand join)
    {
        if (!IsThere)
        {
            return Refusals.RoomNotFound;
        }
        if (Member(join.By.Id) is { } already)
        {
            return join.Again ? ViewFor(already) : Refusals.AlreadyMember;
        }
        if (IsBanned(join.By.Id))
        {
            return Refusals.Banned;
        }
        if (_members.ContainsKey(join.By.Id))
        {
            return null; // Left in this very commit: one statement must not close a stint and open another.
        }
        if (MemberCount >= room.Options.MembersMax)
        {
            return Refusals.RoomFull;
        }

        var member = new MemberState(join.By, RoomRole.Member, LastSeq + 1, Now, LastSeq + 1, room.Sanctions.AbsentMute(join.By.Id) is { } until && until > Now ? until : null);
        Take(new MemberJoined(LastSeq + 1, member.View()));
        _members[join.By.Id] = member;
        _commit.Joined.Add(member.Row());
        _commit.Changes.Add(new ChangeRow(LastSeq, ChangeKind.MemberJoined, null, join.By.Id, join.By.Id, Now));
        return ViewFor(member);
    }

    public Outcome<Done>? Leave(RoomCommand leave)
    {
        if (!IsThere)
        {
            return Refusals.RoomNotFound;
        }
        if (Member(leave.By.Id) is not { } member)
        {
            return leave.Again ? Done.Value : Refusals.NotMember;
        }
        if (member.Role == RoomRole.Owner)
        {
            return Refusals.OwnerCannotLeave;
        }
        if (_members.ContainsKey(leave.By.Id))
        {
            return null; // As in Join.
        }

        Part(member, leave.By);
        return Done.Value;
    }

    public Outcome<Done>? Edit(EditRoom edit)
    {
        var name = edit.Name?.Trim();
        var description = RoomRules.TrimDescription(edit.Description);
        if (RoomRules.FaultsOf(name, description, edit.SlowModeSeconds, edit.KeepDays, room.Options) is { } invalid)
        {
            return invalid;
        }
        if ((RefuseStranger(edit.By.Id) ?? RefuseOthers(edit.By)) is { } refusal)
        {
            return refusal;
        }

        var row = Row! with
        {
            Name = name ?? Row!.Name,
            NameKey = name is null ? Row!.NameKey : NameKey.OfRoom(name),
            Description = edit.DescriptionGiven ? description : Row!.Description,
        };
        if (edit.SlowModeSeconds is { } seconds && seconds != row.SlowModeSeconds)
        {
            row = row with { SlowModeSeconds = seconds, SlowModeSeq = LastSeq + 1 };
            _commit.Acts.Add(new ActRow(LastSeq + 1, ActKind.SlowMode, Seconds: seconds));
        }
        if (row != Row)
        {
            Change(row, edit.By);
        }
        if (edit.KeepDays is { } days && days != Row.KeepDays)
        {
            _commit.Acts.Add(new ActRow(LastSeq + 1, ActKind.KeepDays, Days: days));
            Change(Row with { KeepDays = days }, edit.By); // In a place of its own: each act has one.
        }
        return Done.Value;
    }

    /// <summary>Two places in the log: the taker's new role, then the giver's. The room itself has changed with the first: who knows that event knows the owner.</summary>
    public Outcome<Member>? HandOver(HandOver handOver)
    {
        if (RefuseStranger(handOver.By.Id) is { } refusal)
        {
            return refusal;
        }
        if (Member(handOver.To) is not { } taker)
        {
            return Refusals.UserNotFound;
        }
        if (RefuseOthers(handOver.By) is { } notOwner)
        {
            return handOver.Again && taker.Role == RoomRole.Owner ? taker.View() : notOwner;
        }
        if (taker.Role == RoomRole.Owner)
        {
            return taker.View();
        }

        var giver = Member(handOver.By.Id)!;
        Row = Row! with { OwnerId = taker.User.Id, ChangedSeq = LastSeq + 1 };
        _commit.Room = Row;
        taker = Change(taker with { Role = RoomRole.Owner, MutedUntil = null }, handOver.By);
        Change(giver with { Role = RoomRole.Member }, handOver.By);
        return taker.View();
    }

    public Outcome<Done>? Delete(RoomCommand delete)
    {
        if ((RefuseStranger(delete.By.Id) ?? RefuseOthers(delete.By)) is { } refusal)
        {
            return delete.Again && refusal.Code == RefusalCode.RoomNotFound ? Done.Value : refusal;
        }

        Take(new RoomDeleted(LastSeq + 1));
        Row = Row! with { DeletedAt = Now };
        _commit.Room = Row;
        _commit.Changes.Add(new ChangeRow(LastSeq, ChangeKind.RoomDeleted, null, null, delete.By.Id, Now));
        foreach (var (userId, member) in room.Members)
        {
            _members[userId] = null;
            _commit.MembersChanged.Add(member.Row(leftSeq: LastSeq));
        }
        return Done.Value;
    }

    private void Change(RoomRow row, UserRef by, Guid? about = null)
    {
        Row = row with { ChangedSeq = LastSeq + 1 };
        Take(new RoomChanged(LastSeq + 1, room.View(Row, LastSeq + 1, LastMessageAt, MemberCount, Member(Row.OwnerId)!.User)));
        _commit.Room = Row;
        _commit.Changes.Add(new ChangeRow(LastSeq, ChangeKind.RoomChanged, null, about, by.Id, Now));
    }

    private MemberState Change(MemberState member, UserRef by)
    {
        var changed = member with { ChangedSeq = LastSeq + 1 };
        Take(new MemberChanged(LastSeq + 1, changed.View()));
        _members[member.User.Id] = changed;
        _commit.MembersChanged.Add(changed.Row());
        _commit.Changes.Add(new ChangeRow(LastSeq, ChangeKind.MemberChanged, null, member.User.Id, by.Id, Now));
        return changed;
    }

    /// <param name="by">They themselves, or who removes them.</param>
    private void Part(MemberState member, UserRef by)
    {
        Take(new MemberLeft(LastSeq + 1, member.User, by.Id == member.User.Id ? null : by.Id));
        _members[member.User.Id] = null;
        _commit.MembersChanged.Add(member.Row(leftSeq: LastSeq));
        _commit.Changes.Add(new ChangeRow(LastSeq, ChangeKind.MemberLeft, null, member.User.Id, by.Id, Now));
    }

    /// <summary>As a newcomer sees it: everything up to their joining counts as read.</summary>
    private Room ViewFor(MemberState member) => View() with { Role = member.Role, ReadSeq = LastSeq, Unread = 0 };

    private Refusal? RefuseOthers(UserRef by) => Row!.OwnerId == by.Id ? null : Refusals.NotOwner;
}

using Rostra.Messages;
using Rostra.Rooms.Log;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>A room as its activation remembers it: only what is kept in the database, never what is merely decided.</summary>
internal sealed class RoomState(Guid id, RoomOptions options)
{
    private readonly Dictionary<Guid, MemberState> _members = [];

    public Guid Id => id;

    public RoomOptions Options => options;

    /// <summary>Null: there never was such a room.</summary>
    public RoomRow? Row { get; private set; }

    public bool IsThere => Row is { DeletedAt: null };

    /// <summary>The head of the log.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Up to here the log has been removed; 0: nothing has.</summary>
    public long TrimmedSeq { get; private set; }

    public DateTimeOffset? LastMessageAt { get; private set; }

    public IReadOnlyDictionary<Guid, MemberState> Members => _members;

    /// <summary>As the presence board has it; of no concern to the log.</summary>
    public int OnlineCount { get; set; }

    public Sanctions Sanctions { get; private set; } = new(LoadedSanctions.None);

    public RecentMessages Recent { get; } = new(options.RecentMessagesMax, options.RecentBytesMax);

    public void Load(LoadedRoom loaded)
    {
        (Row, LastSeq, LastMessageAt, TrimmedSeq) = (loaded.Row, loaded.LastSeq, loaded.LastMessageAt, loaded.TrimmedSeq);
        foreach (var member in loaded.Members)
        {
            _members.Add(member.User.Id, member);
        }
        Recent.Load(loaded.Newest, loaded.HasOlder);
        Sanctions = new Sanctions(loaded.Sanctions);
    }

    /// <summary>The room has just been made: its maker's joining is seq 1.</summary>
    public void Begin(RoomRow row, UserRef maker)
    {
        (Row, LastSeq) = (row, 1);
        _members.Add(maker.Id, new MemberState(maker, RoomRole.Owner, JoinedSeq: 1, row.CreatedAt, ChangedSeq: 1));
    }

    /// <summary>Takes over what the log has kept.</summary>
    public void Apply(RoomDraft kept)
    {
        kept.ApplyTo(Sanctions);
        (Row, LastSeq, LastMessageAt) = (kept.Row, kept.LastSeq, kept.LastMessageAt);
        foreach (var (userId, member) in kept.MemberChanges)
        {
            if (member is null)
            {
                _members.Remove(userId);
            }
            else
            {
                _members[userId] = member;
            }
        }
        foreach (var message in kept.MessageChanges)
        {
            Recent.Put(message);
        }
    }

    /// <summary>The beginning of the log has been removed. It only grows: news that come late change nothing.</summary>
    /// <param name="oldest">The oldest message that is left; null: none is.</param>
    public void Trimmed(long seq, long? oldest)
    {
        if (seq > TrimmedSeq)
        {
            TrimmedSeq = seq;
            Recent.Trim(seq, oldest);
        }
    }

    /// <summary>The room as everybody sees it.</summary>
    public Room View() => View(Row!, LastSeq, LastMessageAt, _members.Count, Members[Row!.OwnerId].User);

    public Room View(RoomRow row, long lastSeq, DateTimeOffset? lastMessageAt, int members, UserRef owner) => new(
        id, row.Name, row.Description, owner, row.CreatedAt, members, OnlineCount, lastSeq, row.ChangedSeq, lastMessageAt ?? row.CreatedAt,
        SlowModeSeconds: row.SlowModeSeconds > 0 ? row.SlowModeSeconds : null,
        KeepDays: row.KeepDays > 0 ? row.KeepDays : null,
        TrimmedSeq: TrimmedSeq > 0 ? TrimmedSeq : null);
}

/// <summary>A person's open stint in a room.</summary>
internal sealed record MemberState(UserRef User, RoomRole Role, long JoinedSeq, DateTimeOffset JoinedAt, long ChangedSeq, DateTimeOffset? MutedUntil = null)
{
    public Member View() => new(User, Role, JoinedAt, Online: null, ChangedSeq, MutedUntil);

    public MemberRow Row(long? leftSeq = null) => new(User.Id, JoinedSeq, leftSeq, Role, leftSeq ?? ChangedSeq, JoinedAt, MutedUntil);
}

/// <summary>What the database knows of a room, read in one snapshot.</summary>
/// <param name="Newest">Ascending.</param>
internal sealed record LoadedRoom(
    RoomRow? Row,
    long LastSeq,
    DateTimeOffset? LastMessageAt,
    ImmutableArray<MemberState> Members,
    ImmutableArray<StoredMessage> Newest,
    bool HasOlder,
    LoadedSanctions Sanctions,
    long TrimmedSeq);

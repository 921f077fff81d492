using Rostra.Messages;
using Rostra.Rooms.Log;

namespace Rostra.Rooms;

/// <summary>
/// What a room has decided but not yet kept: each command is judged against the kept state and the effects of those before it in the same commit.
/// Plain rules, no I/O: thrown away when the log refuses the commit, applied when it is kept.
/// </summary>
internal sealed partial class RoomDraft(RoomState room, Findings findings, DateTimeOffset now)
{
    private readonly Dictionary<long, StoredMessage> _messages = [];
    private readonly Dictionary<MessageKey, long> _posted = [];
    private readonly Dictionary<Guid, MemberState?> _members = [];
    private readonly HashSet<(long MessageId, short Emoji, Guid UserId)> _reactionsTouched = [];
    private readonly HashSet<long> _messagesReacted = [];
    private readonly Dictionary<Guid, bool> _bans = [];
    private readonly Dictionary<Guid, DateTimeOffset> _spoke = [];
    private readonly List<RoomEvent> _events = [];
    private readonly CommitBuilder _commit = new();

    /// <summary>Stored times have milliseconds, so that what is announced equals what is read back.</summary>
    private DateTimeOffset Now { get; } = ToMilliseconds(now);

    public RoomRow? Row { get; private set; } = room.Row;

    public long LastSeq { get; private set; } = room.LastSeq;

    public DateTimeOffset? LastMessageAt { get; private set; } = room.LastMessageAt;

    /// <summary>Nothing to keep: refusals and repeats only.</summary>
    public bool IsEmpty => _events.Count == 0;

    public ImmutableArray<RoomEvent> Events => [.. _events];

    /// <summary>Null: left.</summary>
    public IReadOnlyDictionary<Guid, MemberState?> MemberChanges => _members;

    /// <summary>In the order of their ids.</summary>
    public IEnumerable<StoredMessage> MessageChanges => _messages.Values.OrderBy(message => message.Id);

    private bool IsThere => Row is { DeletedAt: null };

    private int MemberCount => room.Members.Count + _members.Sum(change => (change.Value is null ? 0 : 1) - (room.Members.ContainsKey(change.Key) ? 1 : 0));

    public RoomCommit ToCommit() =>
        _commit.Build(new RoomCommit(room.Id, Guid.CreateVersion7(), room.LastSeq, LastSeq, LastMessageAt, MemberCount), MessageChanges, room.LastSeq);

    /// <summary>The room as it will be, for those who join with this commit.</summary>
    public Room View() => room.View(Row!, LastSeq, LastMessageAt, MemberCount, Member(Row!.OwnerId)!.User);

    private MemberState? Member(Guid userId) => _members.TryGetValue(userId, out var changed) ? changed : room.Members.GetValueOrDefault(userId);

    private StoredMessage? Message(long id) => _messages.GetValueOrDefault(id) ?? room.Recent.Find(id) ?? findings.ById.GetValueOrDefault(id);

    private StoredMessage? Message(MessageKey key) =>
        _posted.TryGetValue(key, out var id) ? _messages[id]
        : room.Recent.Find(key) is { } recent ? Message(recent.Id)
        : findings.IdByKey.TryGetValue(key, out var known) ? Message(known)
        : null;

    private Refusal? RefuseStranger(Guid userId) =>
        !IsThere ? Refusals.RoomNotFound
        : Member(userId) is null ? Refusals.NotMember
        : null;

    private static DateTimeOffset ToMilliseconds(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    private long Take(RoomEvent happened)
    {
        LastSeq = happened.Seq;
        _events.Add(happened);
        return LastSeq;
    }
}

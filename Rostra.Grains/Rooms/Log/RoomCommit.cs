using Rostra.Messages;

namespace Rostra.Rooms.Log;

/// <summary>What one room asks the database to keep, all of it or nothing: rows as they shall be, folded so that each row appears once.</summary>
/// <param name="CommitId">Names this commit: when its outcome is unknown it is sent again, and found to be done already.</param>
/// <param name="ExpectedSeq">The head this was decided against. Another head in the database: nothing is written.</param>
internal sealed record RoomCommit(Guid RoomId, Guid CommitId, long ExpectedSeq, long NewSeq, DateTimeOffset? LastMessageAt, int MemberCount)
{
    public ImmutableArray<MessageRow> Posted { get; init; } = [];
    public ImmutableArray<MessageRow> Changed { get; init; } = [];
    public ImmutableArray<ChangeRow> Changes { get; init; } = [];
    public ImmutableArray<ReactionRow> ReactionsAdded { get; init; } = [];
    public ImmutableArray<ReactionRow> ReactionsRemoved { get; init; } = [];

    /// <summary>Messages that lose all their reactions: deleted ones.</summary>
    public ImmutableArray<long> ReactionsCleared { get; init; } = [];
    public ImmutableArray<MemberRow> Joined { get; init; } = [];
    public ImmutableArray<MemberRow> MembersChanged { get; init; } = [];
    public RoomRow? Room { get; init; }
    public ImmutableArray<ActRow> Acts { get; init; } = [];
    public ImmutableArray<BanRow> Banned { get; init; } = [];
    public ImmutableArray<Guid> Unbanned { get; init; } = [];

    /// <summary>Only new messages: the common case, which has a statement of its own.</summary>
    public bool IsPostsOnly => Changes.IsEmpty;

    /// <summary>Takes or frees a name: the unique index may make it wait, so it goes alone.</summary>
    public bool TouchesName => Room is not null;

    public int RowCount => Posted.Length + Changed.Length + Changes.Length + ReactionsAdded.Length + ReactionsRemoved.Length + Joined.Length + MembersChanged.Length
        + Acts.Length + Banned.Length + Unbanned.Length;
}

internal sealed record MessageRow(
    long Id, Guid ClientId, Guid AuthorId, string Text, DateTimeOffset SentAt, DateTimeOffset? EditedAt, DateTimeOffset? DeletedAt, long ChangedSeq);

/// <summary>One entry of the log that is not a new message. Thin: what it is about stands in its own table, as it now is.</summary>
internal sealed record ChangeRow(long Seq, ChangeKind Kind, long? MessageId, Guid? UserId, Guid Actor, DateTimeOffset At);

/// <summary>Stored as numbers: append, never reorder.</summary>
internal enum ChangeKind : short
{
    MessageEdited = 1,
    MessageDeleted = 2,
    Reacted = 3,
    Unreacted = 4,
    MemberJoined = 5,
    MemberLeft = 6,
    MemberChanged = 7,
    RoomChanged = 8,
    RoomDeleted = 9,
}

/// <param name="Emoji">Position in <see cref="Emojis.All"/>.</param>
internal sealed record ReactionRow(long MessageId, short Emoji, Guid UserId, long Seq);

internal sealed record MemberRow(Guid UserId, long JoinedSeq, long? LeftSeq, RoomRole Role, long ChangedSeq, DateTimeOffset JoinedAt, DateTimeOffset? MutedUntil);

/// <param name="SlowModeSeq">Where slow mode was last set: it counts messages from there.</param>
/// <param name="KeepDays">How long the room keeps its log; 0: as the server says.</param>
internal sealed record RoomRow(
    string Name, string NameKey, string? Description, Guid OwnerId, Guid MakerId, DateTimeOffset CreatedAt, long ChangedSeq, DateTimeOffset? DeletedAt,
    int SlowModeSeconds = 0, long SlowModeSeq = 0, int KeepDays = 0);

/// <summary>What an act was, beside its entry in the log.</summary>
internal sealed record ActRow(long Seq, ActKind Kind, DateTimeOffset? Until = null, int? Seconds = null, string? Reason = null, int? Days = null);

/// <param name="Seq">The act.</param>
internal sealed record BanRow(Guid UserId, long Seq);

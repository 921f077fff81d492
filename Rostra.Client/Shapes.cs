namespace Rostra.Clients;

/// <summary>A person, as others see them.</summary>
public sealed record UserRef(Guid Id, string Username);

/// <summary>A room.</summary>
/// <param name="LastSeq">The number of the room's last change.</param>
/// <param name="Role">Mine: <c>owner</c> or <c>member</c>; null where I am not told as a member.</param>
public sealed record Room(Guid Id, string Name, UserRef Owner, int MemberCount, long LastSeq, string? Role = null)
{
    public string? Description { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public int OnlineCount { get; init; }

    /// <summary>Of two versions of a room the one with the higher number is the newer.</summary>
    public long ChangedSeq { get; init; }

    /// <summary>Of the newest message; without one, of the room's making.</summary>
    public DateTimeOffset LastActivityAt { get; init; }

    /// <summary>Up to where I have read.</summary>
    public long? ReadSeq { get; init; }

    /// <summary>0–100; 100: or more.</summary>
    public int? Unread { get; init; }
}

/// <summary>Somebody in a room.</summary>
/// <param name="Role"><c>owner</c> or <c>member</c>.</param>
public sealed record Member(UserRef User, string Role, DateTimeOffset JoinedAt, long ChangedSeq);

/// <summary>All who reacted with one emoji.</summary>
/// <param name="UserIds">The first 50.</param>
public sealed record Reaction(string Emoji, int Count, Guid[] UserIds);

/// <summary>A message as it is now.</summary>
/// <param name="Id">Its place in the room.</param>
/// <param name="ClientId">The name that its sender gave it.</param>
/// <param name="Text">Empty when it was deleted.</param>
/// <param name="ChangedSeq">Of two versions of a message the one with the higher number is the newer.</param>
public sealed record Message(
    Guid RoomId, long Id, Guid ClientId, UserRef Author, string Text, DateTimeOffset SentAt,
    DateTimeOffset? EditedAt, DateTimeOffset? DeletedAt, Reaction[] Reactions, long ChangedSeq);

/// <summary>What came of a send.</summary>
/// <param name="Message">As it is now.</param>
/// <param name="Duplicate">It was there already: an earlier attempt had worked.</param>
public sealed record Posted(Message Message, bool Duplicate);

/// <summary>A part of a room's history, ascending.</summary>
public sealed record Page(Message[] Messages, bool HasOlder, bool HasNewer, long LastSeq);

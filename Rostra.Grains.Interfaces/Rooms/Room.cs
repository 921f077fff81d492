using System.Text.Json.Serialization;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>A room, as a person sees it.</summary>
/// <param name="LastSeq">The head of the room's log: the number of its newest durable change.</param>
/// <param name="ChangedSeq">The number of the last change to the room itself: its name, description or owner. Of two versions the higher wins.</param>
/// <param name="LastActivityAt">The newest message's time; before the first message, when the room was made.</param>
/// <param name="Role">In answers to a member only.</param>
/// <param name="ReadSeq">In answers to a member only: up to where they have read.</param>
/// <param name="Joined">In the list of all rooms only: whether the asker is a member.</param>
/// <param name="SlowModeSeconds">One message of each member in so many seconds, the owner's apart; absent: no slow mode.</param>
/// <param name="KeepDays">How many days the room keeps what is said in it, by its owner's wish; absent: as long as the server does (<c>GET /api/limits</c>). The shorter of both counts.</param>
/// <param name="TrimmedSeq">Everything up to this seq has been removed, because it was older than that; absent: nothing has.</param>
/// <param name="Unread">In answers to a member only: messages after <paramref name="ReadSeq"/>, of others, not deleted, counted to at most 100.</param>
[GenerateSerializer, Immutable, Alias("rostra.Room")]
public sealed record Room(
    Guid Id,
    string Name,
    string? Description,
    UserRef Owner,
    DateTimeOffset CreatedAt,
    int MemberCount,
    int OnlineCount,
    long LastSeq,
    long ChangedSeq,
    DateTimeOffset LastActivityAt,
    RoomRole? Role = null,
    long? ReadSeq = null,
    int? Unread = null,
    bool? Joined = null,
    int? SlowModeSeconds = null,
    int? KeepDays = null,
    long? TrimmedSeq = null);

[JsonConverter(typeof(JsonStringEnumConverter<RoomRole>))]
public enum RoomRole
{
    [JsonStringEnumMemberName("member")] Member,
    [JsonStringEnumMemberName("owner")] Owner,
}

/// <summary>A person in a room. In events without <paramref name="Online"/>.</summary>
/// <param name="MutedUntil">Until then the member may not speak; absent, or past: not muted.</param>
[GenerateSerializer, Immutable, Alias("rostra.Member")]
public sealed record Member(UserRef User, RoomRole Role, DateTimeOffset JoinedAt, bool? Online, long ChangedSeq, DateTimeOffset? MutedUntil = null);

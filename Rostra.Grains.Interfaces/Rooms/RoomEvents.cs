using System.Text.Json.Serialization;
using Rostra.Messages;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>Something durable that happened in a room, at its place in the log. The browser receives exactly these.</summary>
[GenerateSerializer, Immutable, Alias("rostra.RoomEvent")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MessagePosted), "messagePosted")]
[JsonDerivedType(typeof(MessageChanged), "messageChanged")]
[JsonDerivedType(typeof(MemberJoined), "memberJoined")]
[JsonDerivedType(typeof(MemberChanged), "memberChanged")]
[JsonDerivedType(typeof(MemberLeft), "memberLeft")]
[JsonDerivedType(typeof(RoomChanged), "roomChanged")]
[JsonDerivedType(typeof(RoomDeleted), "roomDeleted")]
public abstract record RoomEvent(long Seq);

/// <summary>A new message. Live, <c>Seq</c> is the message's id; in a catch-up page it may be that of the message's last change.</summary>
[GenerateSerializer, Immutable, Alias("rostra.MessagePosted")]
public sealed record MessagePosted(long Seq, Message Message) : RoomEvent(Seq);

/// <summary>The whole message as it now is. <paramref name="By"/>, <paramref name="Change"/> and <paramref name="Emoji"/> in live events only.</summary>
[GenerateSerializer, Immutable, Alias("rostra.MessageChanged")]
public sealed record MessageChanged(long Seq, Message Message, Guid? By = null, MessageChange? Change = null, string? Emoji = null) : RoomEvent(Seq);

[JsonConverter(typeof(JsonStringEnumConverter<MessageChange>))]
public enum MessageChange
{
    [JsonStringEnumMemberName("edited")] Edited,
    [JsonStringEnumMemberName("deleted")] Deleted,
    [JsonStringEnumMemberName("reacted")] Reacted,
    [JsonStringEnumMemberName("unreacted")] Unreacted,
}

[GenerateSerializer, Immutable, Alias("rostra.MemberJoined")]
public sealed record MemberJoined(long Seq, Member Member) : RoomEvent(Seq);

/// <summary>Another role or name.</summary>
[GenerateSerializer, Immutable, Alias("rostra.MemberChanged")]
public sealed record MemberChanged(long Seq, Member Member) : RoomEvent(Seq);

/// <param name="By">Who removed them; absent: they left.</param>
[GenerateSerializer, Immutable, Alias("rostra.MemberLeft")]
public sealed record MemberLeft(long Seq, UserRef User, Guid? By = null) : RoomEvent(Seq);

/// <summary>Another name, description, slow mode, time to keep or list of bans. The room is without personal members. Another owner is told by who becomes it.</summary>
[GenerateSerializer, Immutable, Alias("rostra.RoomChanged")]
public sealed record RoomChanged(long Seq, Room Room) : RoomEvent(Seq);

/// <summary>The last event of a room.</summary>
[GenerateSerializer, Immutable, Alias("rostra.RoomDeleted")]
public sealed record RoomDeleted(long Seq) : RoomEvent(Seq);

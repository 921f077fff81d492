using System.Text.Json.Serialization;

namespace Rostra.Clients;

/// <summary>Something that happened. One of a kind that this library does not know is of this type itself.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(MessagePosted), "messagePosted")]
[JsonDerivedType(typeof(MessageChanged), "messageChanged")]
[JsonDerivedType(typeof(MemberJoined), "memberJoined")]
[JsonDerivedType(typeof(MemberChanged), "memberChanged")]
[JsonDerivedType(typeof(MemberLeft), "memberLeft")]
[JsonDerivedType(typeof(RoomChanged), "roomChanged")]
[JsonDerivedType(typeof(RoomDeleted), "roomDeleted")]
[JsonDerivedType(typeof(PresenceChanged), "presenceChanged")]
[JsonDerivedType(typeof(TypingChanged), "typingChanged")]
[JsonDerivedType(typeof(RoomJoined), "roomJoined")]
[JsonDerivedType(typeof(RoomLeft), "roomLeft")]
[JsonDerivedType(typeof(ReadMoved), "readMoved")]
[JsonDerivedType(typeof(SessionEnded), "sessionEnded")]
[JsonDerivedType(typeof(GoAway), "goAway")]
public record RoomEvent
{
    /// <summary>Where it happened; empty for what concerns the person alone.</summary>
    public Guid RoomId { get; init; }

    /// <summary>Its place in the room's log; null for what is not kept: presence, typing, and what concerns the person.</summary>
    public long? Seq { get; init; }
}

/// <summary>A new message; after an absence perhaps already edited or deleted.</summary>
public sealed record MessagePosted(Message Message) : RoomEvent;

/// <summary>The whole message as it now is.</summary>
/// <param name="By">Who changed it; in live events only, as the next two.</param>
/// <param name="Change"><c>edited</c>, <c>deleted</c>, <c>reacted</c> or <c>unreacted</c>.</param>
/// <param name="Emoji">With reactions.</param>
public sealed record MessageChanged(Message Message, Guid? By = null, string? Change = null, string? Emoji = null) : RoomEvent;

public sealed record MemberJoined(Member Member) : RoomEvent;

/// <summary>Another role or name.</summary>
public sealed record MemberChanged(Member Member) : RoomEvent;

public sealed record MemberLeft(UserRef User) : RoomEvent;

/// <summary>Another name or description.</summary>
public sealed record RoomChanged(Room Room) : RoomEvent;

/// <summary>The room's last event.</summary>
public sealed record RoomDeleted : RoomEvent;

/// <param name="Online">Who came; with <paramref name="Full"/> all who are here.</param>
public sealed record PresenceChanged(UserRef[] Online, Guid[] Offline, int OnlineCount, bool Full = false) : RoomEvent;

/// <param name="Users">All who type now, perhaps I myself among them.</param>
public sealed record TypingChanged(UserRef[] Users) : RoomEvent;

/// <summary>A room of mine from now on.</summary>
public sealed record RoomJoined(Room Room) : RoomEvent;

/// <param name="Reason"><c>left</c>, <c>removed</c>, or <c>gone</c>: it happened while I was away.</param>
public sealed record RoomLeft(string Reason) : RoomEvent;

/// <summary>I have read on, here or elsewhere.</summary>
public sealed record ReadMoved(long ReadSeq, int Unread) : RoomEvent;

/// <summary>
/// What happened in between is not told, because it is too much, or because the server was restored from a backup: whoever keeps the room's messages drops them and reads
/// a page. What follows goes on from <see cref="RoomEvent.Seq"/>.
/// </summary>
public sealed record RoomReset : RoomEvent;

/// <summary>The session was ended elsewhere; the client logs in anew.</summary>
public sealed record SessionEnded(string Reason) : RoomEvent;

/// <summary>The gateway stops; the client moves to another by itself.</summary>
internal sealed record GoAway(long ReconnectWithinMs) : RoomEvent;

using System.Text.Json.Serialization;
using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>Something that concerns one person. Without a seq: it has no place in a room's log.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RoomJoined), "roomJoined")]
[JsonDerivedType(typeof(RoomLeft), "roomLeft")]
[JsonDerivedType(typeof(ReadMoved), "readMoved")]
[JsonDerivedType(typeof(SessionEnded), "sessionEnded")]
[JsonDerivedType(typeof(GoAway), "goAway")]
public abstract record PersonalEvent;

/// <summary>A room of mine from now on, with the personal members; its first batch follows.</summary>
public sealed record RoomJoined(Room Room) : PersonalEvent;

/// <summary>No event of the room with a seq above this one is ever sent to me.</summary>
public sealed record RoomLeft(Guid RoomId, long Seq, RoomLeaving Reason) : PersonalEvent;

/// <summary>I have read on, on whichever of my devices.</summary>
/// <param name="Unread">Where the room's stream has come to when this is sent: what follows counts on from it.</param>
public sealed record ReadMoved(Guid RoomId, long ReadSeq, int Unread) : PersonalEvent;

/// <summary>The socket closes after this.</summary>
public sealed record SessionEnded(SessionEnd Reason) : PersonalEvent;

/// <summary>This gateway stops: open another socket within a random part of that time, then close this one.</summary>
public sealed record GoAway(long ReconnectWithinMs) : PersonalEvent;

[JsonConverter(typeof(JsonStringEnumConverter<RoomLeaving>))]
public enum RoomLeaving
{
    [JsonStringEnumMemberName("left")] Left,
    [JsonStringEnumMemberName("removed")] Removed,
}

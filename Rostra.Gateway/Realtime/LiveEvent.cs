using System.Text.Json.Serialization;
using Rostra.Users;

namespace Rostra.Realtime;

/// <summary>What goes on in a room beside its log: without a seq, and without a history.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PresenceChanged), "presenceChanged")]
[JsonDerivedType(typeof(TypingChanged), "typingChanged")]
[JsonDerivedType(typeof(RoomTrimmed), "roomTrimmed")]
public abstract record LiveEvent;

/// <param name="OnlineCount">After this change. Where it is not the number of those the client knows of, the client asks for the members who are online.</param>
/// <param name="Full">True: <paramref name="Online"/> is the whole set. Else absent.</param>
public sealed record PresenceChanged(ImmutableArray<UserRef> Online, ImmutableArray<Guid> Offline, int OnlineCount, bool? Full = null) : LiveEvent;

/// <param name="Users">All who type now, in the order in which they began; perhaps the receiver among them.</param>
public sealed record TypingChanged(ImmutableArray<UserRef> Users) : LiveEvent;

/// <summary>What was too old has been removed, and is shown to nobody any more.</summary>
/// <param name="TrimmedSeq">Up to here.</param>
public sealed record RoomTrimmed(long TrimmedSeq) : LiveEvent;

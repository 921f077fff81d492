using Rostra.Rooms;
using Rostra.Users;

namespace Rostra.Realtime;

/// <summary>Something that concerns one person, for all gateways where they have sockets.</summary>
/// <param name="Activation">Which activation of the person's grain speaks.</param>
/// <param name="Version">Counts its notices, without a hole: who misses one reads anew.</param>
[GenerateSerializer, Immutable, Alias("rostra.PersonNotice")]
public abstract record PersonNotice(Guid UserId, Guid Activation, long Version);

/// <summary>They have come into a room.</summary>
/// <param name="Room">As at their joining, with the personal members.</param>
[GenerateSerializer, Immutable, Alias("rostra.RoomEntered")]
public sealed record RoomEntered(Guid UserId, Guid Activation, long Version, Room Room) : PersonNotice(UserId, Activation, Version);

/// <summary>They have read on.</summary>
/// <param name="Head">The head of the room's log at which the unread messages were counted.</param>
[GenerateSerializer, Immutable, Alias("rostra.MarkMoved")]
public sealed record MarkMoved(Guid UserId, Guid Activation, long Version, Guid RoomId, ReadMark Mark, long Head)
    : PersonNotice(UserId, Activation, Version);

/// <summary>The activation ends: attach again.</summary>
[GenerateSerializer, Immutable, Alias("rostra.PersonDetached")]
public sealed record PersonDetached(Guid UserId, Guid Activation, long Version) : PersonNotice(UserId, Activation, Version);

/// <summary>Where the notices of a person stand.</summary>
[GenerateSerializer, Immutable, Alias("rostra.PersonPosition")]
public sealed record PersonPosition(Guid Activation, long Version);

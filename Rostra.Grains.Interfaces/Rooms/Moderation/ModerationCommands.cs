using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>An owner's act about a person.</summary>
/// <param name="UserId">Whom it concerns.</param>
/// <param name="Reason">For the audit; one line, at most as long as a room's description.</param>
/// <param name="Again">As in <see cref="RoomCommand"/>.</param>
[GenerateSerializer, Immutable, Alias("rostra.PersonAct")]
public sealed record PersonAct(UserRef By, Guid UserId, string? Reason = null, bool Again = false);

/// <param name="Until">After this the member may speak again; null lifts the mute.</param>
/// <param name="Reason">As in <see cref="PersonAct"/>.</param>
[GenerateSerializer, Immutable, Alias("rostra.MuteMember")]
public sealed record MuteMember(UserRef By, Guid UserId, DateTimeOffset? Until, string? Reason = null);

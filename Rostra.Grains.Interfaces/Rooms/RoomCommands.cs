using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>Who asks. Filled by the gateway from the connection, never from a request's arguments.</summary>
/// <param name="Again">
/// The gateway itself repeats this call, because the outcome of an earlier try is unknown: where it is already so, that is success and not a refusal.
/// </param>
[GenerateSerializer, Immutable, Alias("rostra.RoomCommand")]
public sealed record RoomCommand(UserRef By, bool Again = false);

/// <param name="To">The member who shall own the room.</param>
[GenerateSerializer, Immutable, Alias("rostra.HandOver")]
public sealed record HandOver(UserRef By, Guid To, bool Again = false);

/// <param name="RoomId">The client's own, or made by the gateway; makes a retry safe.</param>
[GenerateSerializer, Immutable, Alias("rostra.CreateRoom")]
public sealed record CreateRoom(UserRef By, Guid RoomId, string Name, string? Description);

/// <param name="Existed">An earlier try had made it already.</param>
[GenerateSerializer, Immutable, Alias("rostra.CreatedRoom")]
public sealed record CreatedRoom(Room Room, bool Existed);

/// <param name="Name">Absent: stays as it is.</param>
/// <param name="Description">Absent (with <paramref name="DescriptionGiven"/> false): stays. Given as null: cleared.</param>
/// <param name="SlowModeSeconds">Absent: stays as it is. 0: none.</param>
/// <param name="KeepDays">Absent: stays as it is. 0: as the server says.</param>
[GenerateSerializer, Immutable, Alias("rostra.EditRoom")]
public sealed record EditRoom(UserRef By, string? Name, bool DescriptionGiven, string? Description, bool Again = false, int? SlowModeSeconds = null, int? KeepDays = null);

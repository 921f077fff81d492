using Rostra.Messages;
using Rostra.Rooms;
using Rostra.Users;

namespace Rostra.Oversight;

/// <param name="OpenReports">Reports of messages in it that nobody has closed.</param>
[GenerateSerializer, Immutable, Alias("rostra.OverseenRoom")]
public sealed record OverseenRoom(
    Guid Id, string Name, UserRef Owner, DateTimeOffset CreatedAt, DateTimeOffset LastActivityAt, int MemberCount, long LastSeq, int OpenReports);

/// <param name="Cursor">Absent on the last page.</param>
[GenerateSerializer, Immutable, Alias("rostra.OverseenRooms")]
public sealed record OverseenRooms(ImmutableArray<OverseenRoom> Rooms, string? Cursor);

/// <param name="Rooms">In how many they are.</param>
/// <param name="LastUsedAt">Of the logins they have; absent: none is open.</param>
[GenerateSerializer, Immutable, Alias("rostra.OverseenPerson")]
public sealed record OverseenPerson(UserRef User, DateTimeOffset CreatedAt, int Rooms, DateTimeOffset? LastUsedAt);

/// <param name="Cursor">Absent on the last page.</param>
[GenerateSerializer, Immutable, Alias("rostra.OverseenPeople")]
public sealed record OverseenPeople(ImmutableArray<OverseenPerson> People, string? Cursor);

/// <summary>A message with reports, of some room.</summary>
/// <param name="Count">Reports of it, open or closed, as was asked for.</param>
/// <param name="Reports">The first of them, at most <see cref="ReportedMessage.ShownMax"/>.</param>
/// <param name="ClosedAt">Absent while they are open.</param>
/// <param name="ClosedBy">Likewise.</param>
[GenerateSerializer, Immutable, Alias("rostra.OverseenReport")]
public sealed record OverseenReport(string RoomName, Message Message, int Count, ImmutableArray<Report> Reports, DateTimeOffset? ClosedAt, UserRef? ClosedBy);

/// <param name="Cursor">Absent on the last page.</param>
[GenerateSerializer, Immutable, Alias("rostra.OverseenReports")]
public sealed record OverseenReports(ImmutableArray<OverseenReport> Messages, string? Cursor);

[GenerateSerializer, Immutable, Alias("rostra.OverseenAct")]
public sealed record OverseenAct(Guid RoomId, string RoomName, Act Act);

/// <param name="Cursor">Absent on the last page.</param>
[GenerateSerializer, Immutable, Alias("rostra.OverseenActs")]
public sealed record OverseenActs(ImmutableArray<OverseenAct> Acts, string? Cursor);

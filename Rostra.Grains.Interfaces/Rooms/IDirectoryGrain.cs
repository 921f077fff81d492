namespace Rostra.Rooms;

/// <summary>Which rooms there are and who is in them. Reads only.</summary>
[Alias("rostra.IDirectoryGrain")]
public interface IDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>All rooms of a person, by latest activity and then id, each as a member sees it, in one snapshot.</summary>
    [Alias("RoomsOf")]
    Task<RoomList> RoomsOf(Guid userId);

    /// <summary>The ids alone: cheap.</summary>
    [Alias("RoomIdsOf")]
    Task<ImmutableArray<Guid>> RoomIdsOf(Guid userId);

    /// <summary>A room as a member sees it.</summary>
    [Alias("Room")]
    Task<Outcome<Room>> Room(Guid roomId, Guid userId);

    /// <summary>Only looks at the form: why no room could have this name and description, whichever rooms there are.</summary>
    [Alias("JudgeRoom")]
    Task<Refusal?> JudgeRoom(string name, string? description);

    /// <summary>All rooms there are, by latest activity and then id, whoever is in them. Refusals: <c>invalid</c> (the cursor), <c>busy</c>.</summary>
    [Alias("Discover")]
    Task<Outcome<FoundRooms>> Discover(Guid userId, RoomQuery query);

    /// <summary>Members: the owner first, then by folded name. Who is online is not known here.</summary>
    [Alias("Members")]
    Task<Outcome<MemberPage>> Members(Guid roomId, Guid userId, MemberQuery query);
}

/// <param name="Epoch">Names the database's life; another one after a restore.</param>
[GenerateSerializer, Immutable, Alias("rostra.RoomList")]
public sealed record RoomList(Guid Epoch, ImmutableArray<Room> Rooms);

/// <param name="Query">Part of the name, folded like names are; null: all.</param>
/// <param name="Among">Only these: those who are online, as the room knows; null: all.</param>
/// <param name="Cursor">From the page before; opaque.</param>
[GenerateSerializer, Immutable, Alias("rostra.MemberQuery")]
public sealed record MemberQuery(string? Query, ImmutableArray<Guid>? Among, string? Cursor, int Limit);

/// <param name="Total">All that match, on every page.</param>
/// <param name="Cursor">Absent on the last page.</param>
[GenerateSerializer, Immutable, Alias("rostra.MemberPage")]
public sealed record MemberPage(ImmutableArray<Member> Members, int Total, string? Cursor);

/// <param name="Query">Part of the name or the description, in any case; null: all.</param>
/// <param name="Cursor">From the page before; opaque.</param>
[GenerateSerializer, Immutable, Alias("rostra.RoomQuery")]
public sealed record RoomQuery(string? Query, string? Cursor, int Limit);

/// <param name="Rooms">Each with <c>joined</c>, and without what its members are told.</param>
/// <param name="Cursor">Absent on the last page.</param>
[GenerateSerializer, Immutable, Alias("rostra.FoundRooms")]
public sealed record FoundRooms(ImmutableArray<Room> Rooms, string? Cursor);

namespace Rostra.Clients;

/// <summary>A live batch, an entry of a catch-up, or an answer of <c>changes</c>: an interval, a reset, or news without a place.</summary>
internal sealed record Batch(Guid? RoomId, long? After, long? UpTo, RoomEvent[]? Events, long? LastSeq, bool Reset = false, bool Gone = false, bool More = false);

/// <summary>What the server pushes.</summary>
internal sealed record Pushed(Batch[] Arguments);

internal sealed record Cursor(Guid RoomId, long Seq);

/// <summary>The answer to a hello.</summary>
internal sealed record Welcome(Guid Epoch, UserRef User, Room[] Rooms, Batch[] CatchUp);

/// <summary>The answer of a command that has nothing to tell.</summary>
internal sealed record Nothing;

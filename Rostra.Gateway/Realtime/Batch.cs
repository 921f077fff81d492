using System.Text.Json.Serialization;
using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>What a client receives: one of the kinds below.</summary>
[JsonDerivedType(typeof(IntervalBatch))]
[JsonDerivedType(typeof(LiveBatch))]
[JsonDerivedType(typeof(ResetBatch))]
[JsonDerivedType(typeof(PersonalBatch))]
public abstract record Batch;

/// <summary>Who knows the room up to <paramref name="After"/> or later, and applies these events, knows it up to <paramref name="UpTo"/>.</summary>
public sealed record IntervalBatch(Guid RoomId, long After, long UpTo, ImmutableArray<RoomEvent> Events) : Batch;

/// <summary>Presence and typing of a room.</summary>
public sealed record LiveBatch(Guid RoomId, ImmutableArray<LiveEvent> Events) : Batch;

/// <summary>What the client knows of the room is not to be joined any more: load it again, and go on from <paramref name="LastSeq"/>.</summary>
public sealed record ResetBatch(Guid RoomId, long LastSeq) : Batch
{
    public bool Reset => true;
}

/// <summary>For the person, not for a room.</summary>
public sealed record PersonalBatch(ImmutableArray<PersonalEvent> Events) : Batch;

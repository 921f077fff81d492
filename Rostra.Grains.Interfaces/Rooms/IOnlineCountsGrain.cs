namespace Rostra.Rooms;

/// <summary>How many people are online in rooms, for lists of rooms: one shard of the rooms, told by the silos that host them, so that a list wakes no room.</summary>
[Alias("rostra.IOnlineCountsGrain")]
public interface IOnlineCountsGrain : IGrainWithIntegerKey
{
    /// <summary>Counts that changed, or that are still so. A count that is not told again is forgotten after <see cref="OnlineCount.Lifetime"/>.</summary>
    [Alias("Tell"), ResponseTimeout("00:00:02")]
    Task Tell(ImmutableArray<OnlineCount> counts);

    /// <summary>One count for each room asked about, in the same order; a room nobody has told about has nobody online.</summary>
    [Alias("Of"), ResponseTimeout("00:00:02")]
    Task<ImmutableArray<int>> Of(ImmutableArray<Guid> roomIds);
}

[GenerateSerializer, Immutable, Alias("rostra.OnlineCount")]
public readonly record struct OnlineCount(Guid RoomId, int Count)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>How often a silo tells counts that have not changed.</summary>
    public static readonly TimeSpan TellAgainEvery = TimeSpan.FromSeconds(10);
}

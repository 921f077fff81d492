using Rostra.Rooms;

namespace Rostra.Oversight;

/// <summary>What only those may read who look after the place: all of it. Each answer asks first whether the caller is one of them; else <c>notAdministrator</c>.</summary>
[Alias("rostra.IOversightGrain")]
public interface IOversightGrain : IGrainWithIntegerKey
{
    /// <summary>Silos and gateways, and what they did in the last minute.</summary>
    [Alias("Nodes")]
    Task<Outcome<NodeList>> Nodes(Guid by);

    /// <summary>All rooms, the liveliest first.</summary>
    [Alias("Rooms")]
    Task<Outcome<OverseenRooms>> Rooms(Guid by, PageOf page);

    /// <summary>All people, the newest first.</summary>
    [Alias("People")]
    Task<Outcome<OverseenPeople>> People(Guid by, PageOf page);

    /// <summary>Reported messages of all rooms: open ones, whoever has waited longest first; or closed ones, the latest first.</summary>
    [Alias("Reports")]
    Task<Outcome<OverseenReports>> Reports(Guid by, bool isClosed, PageOf page);

    /// <summary>What owners have done in all rooms, the latest first.</summary>
    [Alias("Acts")]
    Task<Outcome<OverseenActs>> Acts(Guid by, PageOf page);
}

/// <summary>Holds what each node told lately of itself, and nothing that would have to be kept: a lost board is whole again when they tell the next time.</summary>
[Alias("rostra.INodeBoardGrain")]
public interface INodeBoardGrain : IGrainWithIntegerKey
{
    [Alias("Tell")]
    Task Tell(NodeReport report);

    [Alias("All")]
    Task<ImmutableArray<NodeReport>> All();
}

/// <summary>How the grains of oversight are keyed.</summary>
public static class OversightKeys
{
    extension(IGrainFactory grains)
    {
        /// <summary>Any worker will do: they hold nothing.</summary>
        public IOversightGrain Oversight() => grains.GetGrain<IOversightGrain>(0);

        /// <summary>There is one.</summary>
        public INodeBoardGrain NodeBoard() => grains.GetGrain<INodeBoardGrain>(0);
    }
}

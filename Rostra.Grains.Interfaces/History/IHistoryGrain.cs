using Rostra.Messages;

namespace Rostra.History;

/// <summary>What was said. Reads only; membership is judged in the same snapshot as what is read.</summary>
[Alias("rostra.IHistoryGrain")]
public interface IHistoryGrain : IGrainWithIntegerKey
{
    [Alias("Page")]
    Task<Outcome<Page>> Page(Guid roomId, Guid userId, PageRequest request);

    [Alias("Message")]
    Task<Outcome<Message>> Message(Guid roomId, Guid userId, long id);

    /// <summary>Who reacted to a message, by emoji in the order in which they are shown.</summary>
    [Alias("Reactors")]
    Task<Outcome<ImmutableArray<Reactors>>> Reactors(Guid roomId, Guid userId, long id);

    /// <summary>What changed after a seq, for a member.</summary>
    /// <param name="limit">Most log entries on the page: 1 to <see cref="Changes.LimitMax"/>.</param>
    [Alias("Changes")]
    Task<Outcome<Changes>> Changes(Guid roomId, Guid userId, long after, int limit);

    /// <summary>What changed after a seq, for a gateway's feed of the room, which forwards it to members only. Never a refusal: a deleted room says so.</summary>
    [Alias("ChangesForGateway")]
    Task<Changes> ChangesForGateway(Guid roomId, long after, int limit);
}

using System.Collections.Concurrent;
using Rostra.Hosting;
using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>The feeds of this gateway, by room, and who is to be let into them.</summary>
internal sealed class Feeds(
    People people, TailBudget budget, FeedTimes times, TimeProvider clock, IGrainFactory grains, IGatewayIdentity identity, ILogger<FeedLine> logger)
{
    private readonly ConcurrentDictionary<Guid, FeedLine> _lines = new();

    public int Count => _lines.Count;

    public Feed? Find(Guid roomId) => _lines.TryGetValue(roomId, out var line) ? line.Feed : null;

    /// <summary>Lets a connection hear a room, if its person is a member; true then.</summary>
    public Task<bool> Admit(IListener listener, Guid roomId)
    {
        while (true)
        {
            var line = Line(roomId);
            if (line.Feed.Admit(listener) is { } answer)
            {
                line.Pursue();
                return answer;
            }

            Drop(line);
        }
    }

    /// <summary>A person has come into a room. Their connections hear of it from the room's own stream, or, where there is none yet, from here.</summary>
    public void Enter(Guid userId, Room joined) => LetIn(userId, joined, (feed, room) => feed.Enter(userId, room));

    /// <summary>A person is a member; whichever of their connections do not hear the room are let in.</summary>
    public void Restore(Guid userId, Room room) => LetIn(userId, room, (feed, mine) => feed.Restore(userId, mine));

    private void LetIn(Guid userId, Room room, Func<Feed, Room, bool> enter)
    {
        while (people.Of(userId).Count > 0)
        {
            var line = Line(room.Id);
            if (enter(line.Feed, room))
            {
                line.Pursue();
                return;
            }

            Drop(line);
        }
    }

    public void Take(RoomBatch batch)
    {
        if (_lines.TryGetValue(batch.RoomId, out var line))
        {
            line.Take(batch);
        }
    }

    public void Remove(IListener listener, IEnumerable<Guid> roomIds)
    {
        foreach (var roomId in roomIds)
        {
            Find(roomId)?.Remove(listener);
        }
    }

    /// <summary>Silos have come or gone: all rooms are asked where they stand, the one now, the other a little later.</summary>
    public void RenewSoon()
    {
        foreach (var (_, line) in _lines)
        {
            line.Feed.RenewSoon();
        }
    }

    /// <summary>Renewals, repeats, farewells.</summary>
    public void Tick()
    {
        foreach (var (_, line) in _lines)
        {
            line.Pursue();
            if (line.Feed.IsEnded)
            {
                Drop(line);
            }
        }
    }

    private FeedLine Line(Guid roomId) => _lines.GetOrAdd(
        roomId, id => new FeedLine(new Feed(id, people.Of, budget, times, clock), grains, identity, clock, logger));

    private void Drop(FeedLine line) => _lines.TryRemove(new(line.Feed.RoomId, line));
}

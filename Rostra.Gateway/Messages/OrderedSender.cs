using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Rostra.Hosting;
using Rostra.Realtime;

namespace Rostra.Messages;

/// <summary>All messages of this gateway leave through here: to each room one call in flight, so that nothing overtakes.</summary>
internal sealed class OrderedSender(IGrainFactory grains, Patience patience, IOptions<RealtimeLimits> limits)
{
    private readonly ConcurrentDictionary<Guid, RoomOutlet> _outlets = new();

    /// <summary>Takes its place among the room's sends before it returns: call it in the order that shall hold.</summary>
    public Task<Outcome<Posted>> Post(Guid roomId, object origin, PostMessage post)
    {
        var sending = new Sending(origin, post, patience.Deadline());
        while (!_outlets.GetOrAdd(roomId, Outlet).Add(sending))
        {
            // It has just run empty and is being removed; the next one takes it.
        }

        return sending.Outcome;
    }

    private RoomOutlet Outlet(Guid roomId) => new(
        posts => grains.Room(roomId).Post(posts), patience, limits.Value.SendsPerRoomMax, empty => _outlets.TryRemove(new(roomId, empty)));
}

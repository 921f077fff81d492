using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Rostra.Allowances;
using Rostra.Hosting;
using Rostra.Realtime;

namespace Rostra.Messages;

/// <summary>All messages of this gateway leave through here: to each room one call in flight, so that nothing overtakes.</summary>
internal sealed class OrderedSender(IGrainFactory grains, Purses purses, Patience patience, IOptions<RealtimeLimits> limits)
{
    private readonly ConcurrentDictionary<Guid, RoomOutlet> _outlets = new();

    /// <summary>Messages that have no answer yet.</summary>
    public int Waiting => _outlets.Values.Sum(outlet => outlet.Waiting);

    /// <summary>Call it in the order that shall hold: first the author's allowance, then the room's line are entered in this order.</summary>
    public async Task<Outcome<Posted>> Post(Guid roomId, object origin, PostMessage post)
    {
        SendMetrics.Sent();
        var began = patience.Now;
        var sending = new Sending(origin, post, began + Patience.Whole);
        purses.Take(post.By.Id, Allowance.Sends, (roomId, sending), Enqueue);
        var outcome = await sending.Outcome;
        SendMetrics.Answered(outcome, patience.Now - began);
        if (outcome.Value is { Duplicate: true } && sending.Post.RetryAfterMs is null)
        {
            purses.GiveBack(post.By.Id, Allowance.Sends); // A repeat is no message more.
        }

        return outcome;
    }

    private void Enqueue((Guid RoomId, Sending Sending) sent, TimeSpan wait)
    {
        if (wait > TimeSpan.Zero)
        {
            sent.Sending.IsOverRate(wait);
        }

        while (!_outlets.GetOrAdd(sent.RoomId, Outlet).Add(sent.Sending))
        {
            // It has just run empty and is being removed; the next one takes it.
        }
    }

    private RoomOutlet Outlet(Guid roomId) => new(
        posts => grains.Room(roomId).Post(posts), patience, limits.Value.SendsPerRoomMax, empty => _outlets.TryRemove(new(roomId, empty)));
}

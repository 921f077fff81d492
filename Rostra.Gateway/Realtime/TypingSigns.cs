using Rostra.Allowances;
using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>A person types in a room. The room hears of it now and then; more often is accepted, and ignored.</summary>
internal sealed class TypingSigns(Feeds feeds, Purses purses, Patience patience, IGrainFactory grains, TimeProvider clock)
{
    private readonly TypingThrottle _throttle = new(clock);

    public async Task<Outcome<Done>> Type(ChatSocket socket, Fields fields)
    {
        var roomId = fields.Uuid("roomId");
        if (fields.Refusal is { } malformed)
        {
            return malformed;
        }

        if (!_throttle.TryTake(roomId, socket.UserId))
        {
            return Done.Value;
        }

        // Members here cost nothing more. Who is not one makes rooms look for them, so it costs what looking at rooms does.
        if (feeds.Find(roomId)?.Hears(socket.UserId) is not true && await purses.Take(socket.UserId, Allowance.Pages) is { } limited)
        {
            _throttle.GiveBack(roomId, socket.UserId);
            return limited;
        }

        var typed = await patience.Try(_ => grains.Room(roomId).Typing(socket.User));
        if (typed.IsRefused)
        {
            _throttle.GiveBack(roomId, socket.UserId); // Who joins now need not wait.
        }

        return typed;
    }
}

/// <summary>Lets one through per room and person in a while, over all their sockets here.</summary>
internal sealed class TypingThrottle(TimeProvider clock)
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();

    // Two generations: whoever is in neither has not typed for long enough, and nothing older is kept.
    private Dictionary<(Guid RoomId, Guid UserId), TimeSpan> _young = [];
    private Dictionary<(Guid RoomId, Guid UserId), TimeSpan> _old = [];
    private TimeSpan _turnAt;

    public bool TryTake(Guid roomId, Guid userId)
    {
        lock (_lock)
        {
            var (key, now) = ((roomId, userId), clock.GetElapsedTime(0));
            if (now >= _turnAt)
            {
                (_old, _young, _turnAt) = (_young, [], now + Every);
            }

            if ((_young.TryGetValue(key, out var at) || _old.TryGetValue(key, out at)) && now - at < Every)
            {
                return false;
            }

            _young[key] = now;
            return true;
        }
    }

    public void GiveBack(Guid roomId, Guid userId)
    {
        lock (_lock)
        {
            _young.Remove((roomId, userId));
            _old.Remove((roomId, userId));
        }
    }
}

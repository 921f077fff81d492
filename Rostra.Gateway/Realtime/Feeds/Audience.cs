using System.Runtime.InteropServices;
using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>
/// The local members of a room and what each of them hears. Joining and leaving are events of the stream, so an interval is cut at them: a newcomer hears what
/// follows the joining, a leaver what comes up to the leave.
/// </summary>
/// <param name="connectionsOf">All connections of a person on this gateway that have said hello.</param>
internal sealed class Audience(Guid roomId, Func<Guid, IReadOnlyList<IListener>> connectionsOf)
{
    private readonly Dictionary<Guid, List<IListener>> _byUser = [];

    public bool IsEmpty => _byUser.Count == 0;

    public IReadOnlyCollection<Guid> Users => _byUser.Keys;

    public int Connections => _byUser.Values.Sum(listeners => listeners.Count);

    /// <summary>Grows whenever <see cref="Users"/> changes.</summary>
    public long Version { get; private set; }

    public bool Has(Guid userId) => _byUser.ContainsKey(userId);

    /// <summary>False when it is there already, or has closed.</summary>
    public bool Add(IListener listener)
    {
        if (_byUser.TryGetValue(listener.UserId, out var others) && others.Contains(listener) || !listener.Enter(roomId))
        {
            return false;
        }

        (CollectionsMarshal.GetValueRefOrAddDefault(_byUser, listener.UserId, out _) ??= new(1)).Add(listener);
        Version++;
        return true;
    }

    public void Remove(IListener listener)
    {
        if (_byUser.TryGetValue(listener.UserId, out var listeners) && listeners.Remove(listener) && listeners.Count == 0)
        {
            _byUser.Remove(listener.UserId);
            Version++;
        }
    }

    /// <summary>Takes everyone out, who may come in again.</summary>
    public List<IListener> Empty()
    {
        List<IListener> all = [.. _byUser.Values.SelectMany(listeners => listeners)];
        _byUser.Clear();
        Version++;
        return all;
    }

    /// <summary>Adds a person's connections, each told of the room first.</summary>
    public void Greet(Guid userId, Room room)
    {
        var greeting = new Delivery(new PersonalBatch([new RoomJoined(room)]));
        foreach (var listener in connectionsOf(userId))
        {
            Greet(listener, greeting);
        }
    }

    public void Greet(IListener listener, Delivery greeting)
    {
        if (Add(listener))
        {
            listener.Send(greeting);
        }
    }

    /// <summary>For one person's connections.</summary>
    public void Tell(Guid userId, Delivery delivery)
    {
        foreach (var listener in _byUser.GetValueOrDefault(userId, []))
        {
            listener.Send(delivery);
        }
    }

    /// <summary>To everyone who is here now: what is no part of the room's log.</summary>
    public void Tell(LiveBatch batch)
    {
        var delivery = new Delivery(batch);
        foreach (var listener in _byUser.Values.SelectMany(listeners => listeners))
        {
            listener.Send(delivery);
        }
    }

    public void Tell(Interval interval)
    {
        var leaving = Leaving(interval);
        var (after, start) = (interval.After, 0);
        for (var at = 0; at < interval.Events.Length; at++)
        {
            if (!IsTurn(interval, at))
            {
                continue;
            }

            var happened = interval.Events[at];
            Send(new IntervalBatch(roomId, after, happened.Seq, interval.Events[start..(at + 1)]), leaving);
            Turn(happened, interval.Room);
            leaving = Leaving(interval, at + 1);
            (after, start) = (happened.Seq, at + 1);
        }

        if (after < interval.UpTo)
        {
            Send(new IntervalBatch(roomId, after, interval.UpTo, interval.Events[start..]), leaving);
        }
    }

    /// <summary>Whether the event changes who listens here.</summary>
    private bool IsTurn(Interval interval, int at) => interval.Events[at] switch
    {
        MemberLeft left => Has(left.User.Id),
        MemberJoined joined => interval.Room is not null && connectionsOf(joined.Member.User.Id).Count > 0,
        RoomDeleted => true,
        _ => false,
    };

    private void Turn(RoomEvent happened, Room? room)
    {
        switch (happened)
        {
            case MemberLeft left:
                Part(left.User.Id, left.Seq, left.By is null ? RoomLeaving.Left : RoomLeaving.Removed);
                Planted.Mistake("no-member-check", () => connectionsOf(left.User.Id).ToList().ForEach(listener => Add(listener)));
                break;
            case MemberJoined joined:
                Greet(joined.Member.User.Id, room! with { LastSeq = joined.Seq, Role = joined.Member.Role, ReadSeq = joined.Seq, Unread = 0 });
                break;
            case RoomDeleted:
                Empty().ForEach(listener => listener.Exit(roomId));
                break;
        }
    }

    private void Part(Guid userId, long seq, RoomLeaving reason)
    {
        _byUser.Remove(userId, out var listeners);
        Version++;
        var farewell = new Delivery(new PersonalBatch([new RoomLeft(roomId, seq, reason)]));
        foreach (var listener in listeners!)
        {
            listener.Send(farewell);
            listener.Exit(roomId);
        }
    }

    private void Send(IntervalBatch batch, Dictionary<Guid, long>? leaving)
    {
        var delivery = new Delivery(batch);
        foreach (var (userId, listeners) in _byUser)
        {
            var mine = leaving is not null && leaving.TryGetValue(userId, out var seq) ? UpToLeave(delivery, batch, seq) : delivery;
            foreach (var listener in listeners)
            {
                listener.Send(mine);
            }
        }
    }

    /// <summary>A leaver's share of a folded interval: no version made after the leave.</summary>
    private static Delivery UpToLeave(Delivery whole, IntervalBatch batch, long seq)
    {
        var mine = batch.Events.RemoveAll(happened => happened.Message?.ChangedSeq > seq);
        return mine.Length == batch.Events.Length ? whole : new Delivery(batch with { Events = mine });
    }

    /// <summary>Who of the audience leaves, and where; of interest only where messages may be newer than their place.</summary>
    private Dictionary<Guid, long>? Leaving(Interval interval, int from = 0)
    {
        if (!interval.IsFolded)
        {
            return null;
        }

        Dictionary<Guid, long>? leaving = null;
        foreach (var left in interval.Events.Skip(from).OfType<MemberLeft>().Where(left => Has(left.User.Id)))
        {
            (leaving ??= []).TryAdd(left.User.Id, left.Seq);
        }

        return leaving;
    }
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Rostra.Clients;

/// <summary>What comes from the sockets, brought into each room's order without holes and repeats, for one listener.</summary>
/// <param name="changes">Asks for <c>changes</c> after a seq; null: the room is not mine any more.</param>
/// <param name="waitingMax">Batches that may wait.</param>
internal sealed class News(Func<Guid, long, CancellationToken, Task<Batch?>> changes, Position? start, int waitingMax) : IDisposable
{
    private const int CursorsMax = 200;
    private readonly Channel<Item> _waiting = Channel.CreateBounded<Item>(new BoundedChannelOptions(waitingMax) { SingleReader = true });
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, RoomPlace> _places = (start?.Rooms ?? new Dictionary<Guid, long>()).ToDictionary(room => room.Key, room => new RoomPlace(room.Key, room.Value));
    private readonly Dictionary<Guid, Room> _rooms = [];
    private TaskCompletionSource _roomy = Completed();
    private readonly CancellationTokenSource _ending = new();
    private IAsyncEnumerator<RoomEvent>? _all;
    private Task<bool>? _next;
    private int _unheard;
    private bool _isListened;
    private bool _isThrownAway;

    public Guid? Epoch { get; private set; } = start?.Epoch;

    /// <summary>As they were told last.</summary>
    public IReadOnlyCollection<Room> Rooms
    {
        get
        {
            lock (_lock) return [.. _rooms.Values];
        }
    }

    public Position? Position
    {
        get
        {
            lock (_lock) return Epoch is { } epoch ? new(epoch, _places.ToDictionary(place => place.Key, place => place.Value.Heard)) : null;
        }
    }

    /// <summary>For a hello. What finds no room in it is asked for afterwards.</summary>
    public Cursor[] Cursors()
    {
        lock (_lock) return [.. _places.Values.Take(CursorsMax).Select(place => new Cursor(place.RoomId, place.Seq))];
    }

    /// <summary>There is room for what comes: after too much had come, everything of it was listened to.</summary>
    public Task HasRoom()
    {
        lock (_lock) return _roomy.Task;
    }

    /// <summary>Called when somebody begins to listen after what came before had to be thrown away: the connection is to be made anew.</summary>
    public Action? Missed { get; set; }

    /// <returns>False: as much waits as may; what came is not taken, and neither may be what comes after it.</returns>
    public bool Take(Batch batch) => Take(new Item(batch, null));

    /// <inheritdoc cref="Take(Batch)"/>
    public bool Take(Welcome welcome)
    {
        lock (_lock)
        {
            foreach (var room in welcome.Rooms) _rooms[room.Id] = room;
        }

        return Take(new Item(null, welcome));
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete(Exception? why) => _waiting.Writer.TryComplete(why);

    /// <summary>For one listener at a time; the next one goes on where the last one stopped. What came before the first one waits, as long as there is room.</summary>
    public async IAsyncEnumerable<RoomEvent> Listen([EnumeratorCancellation] CancellationToken cancellation)
    {
        Begin();
        _all ??= All(_ending.Token).GetAsyncEnumerator(_ending.Token);
        while (await (_next ??= _all.MoveNextAsync().AsTask()).WaitAsync(cancellation))
        {
            _next = null;
            yield return _all.Current;
        }
    }

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private async IAsyncEnumerable<RoomEvent> All([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in _waiting.Reader.ReadAllAsync(cancellation))
        {
            var heard = item.Welcome is { } welcome ? Greeted(welcome, cancellation) : Heard(item.Batch!, cancellation);
            await foreach (var happened in heard) yield return happened;
            lock (_lock)
            {
                if (--_unheard == 0) _roomy.TrySetResult();
            }
        }
    }

    private bool Take(Item item)
    {
        lock (_lock)
        {
            if (_isThrownAway) return true;
            if (_waiting.Writer.TryWrite(item))
            {
                _unheard++;
                return true;
            }

            if (_isListened)
            {
                if (_roomy.Task.IsCompleted) _roomy = new(TaskCreationOptions.RunContinuationsAsynchronously);
                return false;
            }

            // Whoever only sends never listens, and has a connection all the same.
            for (_isThrownAway = true; _waiting.Reader.TryRead(out _); _unheard--)
            {
            }

            return true;
        }
    }

    private void Begin()
    {
        bool hasMissed;
        lock (_lock) (hasMissed, _isThrownAway, _isListened) = (_isThrownAway, false, true);
        if (hasMissed) Missed?.Invoke();
    }

    private async IAsyncEnumerable<RoomEvent> Greeted(Welcome welcome, [EnumeratorCancellation] CancellationToken cancellation)
    {
        bool isRestored;
        lock (_lock) (isRestored, Epoch) = (Epoch is { } known && known != welcome.Epoch, welcome.Epoch);
        foreach (var entry in welcome.CatchUp)
        {
            await foreach (var happened in Heard(entry, cancellation)) yield return happened;
        }

        foreach (var gone in Places().ExceptBy(welcome.Rooms.Select(room => room.Id), place => place.RoomId))
        {
            yield return Leave(gone.RoomId, "gone");
        }

        foreach (var room in welcome.Rooms)
        {
            var place = Enter(room);
            if (isRestored && place.Seq != room.LastSeq && welcome.CatchUp.All(entry => entry.RoomId != room.Id))
            {
                await foreach (var happened in Durable(place, new Batch(room.Id, null, null, null, room.LastSeq, Reset: true), cancellation)) yield return happened;
            }

            await foreach (var happened in CatchUp(place, room.LastSeq, cancellation)) yield return happened;
        }
    }

    private async IAsyncEnumerable<RoomEvent> Heard(Batch batch, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (batch.RoomId is not { } roomId)
        {
            foreach (var happened in batch.Events ?? []) yield return Personal(happened);
        }
        else if (batch.Gone)
        {
            if (PlaceOf(roomId) is not null) yield return Leave(roomId, "gone");
        }
        else if (batch.UpTo is null && !batch.Reset)
        {
            foreach (var happened in batch.Events ?? []) yield return happened with { RoomId = roomId };
        }
        else if (PlaceOf(roomId) is { } place)
        {
            await foreach (var happened in Durable(place, batch, cancellation)) yield return happened;
        }
    }

    private async IAsyncEnumerable<RoomEvent> Durable(RoomPlace place, Batch batch, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (batch.Reset)
        {
            yield return Locked(() => place.Reset(batch.LastSeq!.Value));
            Locked(place.HeardOut);
        }
        else if (Locked(() => place.Take(batch)) is { } events)
        {
            foreach (var happened in events) yield return Kept(happened);
            Locked(place.HeardOut);
        }
        else
        {
            await foreach (var happened in CatchUp(place, batch.UpTo!.Value, cancellation)) yield return happened;
        }
    }

    private async IAsyncEnumerable<RoomEvent> CatchUp(RoomPlace place, long upTo, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (place.Seq < upTo && PlaceOf(place.RoomId) == place)
        {
            if (await changes(place.RoomId, place.Seq, cancellation) is not { } page)
            {
                yield return Leave(place.RoomId, "gone");
                yield break;
            }

            await foreach (var happened in Durable(place, page, cancellation)) yield return happened;
        }
    }

    private RoomEvent Personal(RoomEvent happened)
    {
        if (happened is RoomJoined joined)
        {
            Enter(joined.Room);
            return joined with { RoomId = joined.Room.Id };
        }

        return happened is RoomLeft left ? Leave(left.RoomId, left.Reason) with { Seq = left.Seq } : happened;
    }

    private RoomEvent Kept(RoomEvent happened)
    {
        if (happened is RoomChanged changed) Locked(() => { _rooms[happened.RoomId] = changed.Room; });
        if (happened is RoomDeleted) Leave(happened.RoomId, "gone");
        return happened;
    }

    private RoomPlace Enter(Room room) => Locked(() =>
    {
        _rooms[room.Id] = room;
        if (!_places.TryGetValue(room.Id, out var place)) _places[room.Id] = place = new(room.Id, room.LastSeq);
        return place;
    });

    private RoomLeft Leave(Guid roomId, string reason) => Locked(() =>
    {
        _places.Remove(roomId);
        _rooms.Remove(roomId);
        return new RoomLeft(reason) { RoomId = roomId };
    });

    private RoomPlace? PlaceOf(Guid roomId) => Locked(() => _places.GetValueOrDefault(roomId));

    private RoomPlace[] Places() => Locked(() => _places.Values.ToArray());

    private void Locked(Action change)
    {
        lock (_lock) change();
    }

    private TResult Locked<TResult>(Func<TResult> look)
    {
        lock (_lock) return look();
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    private sealed record Item(Batch? Batch, Welcome? Welcome);
}

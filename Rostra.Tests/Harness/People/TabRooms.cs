using System.Net;
using System.Text.Json;

namespace Rostra.Testing;

/// <summary>The rooms that a tab shows, from the greeting, from what it hears, and from what it fetches where something is missing.</summary>
internal sealed class TabRooms(Guid me, Func<TestAccount> account)
{
    private const int PageMax = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly Changing _changing = new();
    private readonly Dictionary<Guid, RoomTimeline> _rooms = [];
    private readonly Dictionary<Guid, List<long>> _marks = [];
    private readonly HashSet<Guid> _fetching = [];
    private volatile bool _isClosed;

    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_lock)
            {
                return [.. _rooms.SelectMany(room => room.Value.Faults.Select(fault => $"Room {room.Key}: {fault}"))];
            }
        }
    }

    /// <summary>Fetches nothing any more.</summary>
    public void Close() => _isClosed = true;

    /// <summary>For a hello.</summary>
    public object[] Cursors()
    {
        lock (_lock)
        {
            return [.. _rooms.Where(room => room.Value is { Known: > 0, LeftAt: null }).Select(room => new { roomId = room.Key, seq = room.Value.Known })];
        }
    }

    public IReadOnlyList<long> Marks(Guid roomId)
    {
        lock (_lock)
        {
            return [.. _marks.GetValueOrDefault(roomId) ?? []];
        }
    }

    public Task<RoomTimeline> Until(Guid roomId, Func<RoomTimeline, bool> holds, string awaited, TabLink link) => _changing.Until(
        () =>
        {
            lock (_lock)
            {
                return _rooms.TryGetValue(roomId, out var room) && holds(room) ? room : null;
            }
        },
        () => awaited,
        () =>
        {
            lock (_lock)
            {
                return $"{(_rooms.TryGetValue(roomId, out var room) ? room.ToString() : "nothing of that room")}; {link}";
            }
        });

    public void Greet(JsonElement welcome)
    {
        foreach (var room in welcome.GetProperty("rooms").EnumerateArray())
        {
            Enter(room);
        }

        foreach (var entry in welcome.GetProperty("catchUp").EnumerateArray())
        {
            if (entry.TryGetProperty("gone", out _))
            {
                Leave(entry.GetProperty("roomId").GetGuid(), seq: null);
            }
            else
            {
                TakeRoom(entry, isLive: false);
            }
        }
    }

    public void Hear(JsonElement batch)
    {
        if (batch.TryGetProperty("roomId", out _))
        {
            TakeRoom(batch, isLive: true);
            return;
        }

        foreach (var happened in batch.Events)
        {
            switch (happened.Kind)
            {
                case "roomJoined":
                    Enter(happened.GetProperty("room"));
                    break;
                case "roomLeft":
                    Leave(happened.GetProperty("roomId").GetGuid(), happened.GetProperty("seq").GetInt64());
                    break;
                case "readMoved":
                    Mark(happened.GetProperty("roomId").GetGuid(), happened.GetProperty("readSeq").GetInt64());
                    break;
            }
        }
    }

    private void TakeRoom(JsonElement batch, bool isLive)
    {
        var roomId = batch.GetProperty("roomId").GetGuid();
        var isMissing = false;
        lock (_lock)
        {
            var room = Room(roomId);
            if (batch.TryGetProperty("reset", out _))
            {
                room.Enter(batch.GetProperty("lastSeq").GetInt64());
                isMissing = true;
            }
            else if (batch.TryGetProperty("upTo", out _))
            {
                isMissing = room.Apply(batch, isLive) || (batch.TryGetProperty("more", out var more) && more.GetBoolean());
                TakeEnd(room, batch);
            }
        }

        Settle(roomId, isMissing);
    }

    // The room's end, and my own, are told in its log, too.
    private void TakeEnd(RoomTimeline room, JsonElement batch)
    {
        foreach (var happened in batch.Events)
        {
            if (happened.Kind is "roomDeleted" || (happened.Kind is "memberLeft" && happened.GetProperty("user").GetProperty("id").GetGuid() == me))
            {
                room.Leave(happened.GetProperty("seq").GetInt64());
            }
            else if (happened.Kind is "memberJoined" && happened.GetProperty("member").GetProperty("user").GetProperty("id").GetGuid() == me)
            {
                room.Enter(happened.GetProperty("seq").GetInt64());
            }
        }
    }

    private void Enter(JsonElement room)
    {
        var (roomId, lastSeq) = (room.GetProperty("id").GetGuid(), room.GetProperty("lastSeq").GetInt64());
        bool isMissing;
        lock (_lock)
        {
            var timeline = Room(roomId);
            timeline.Enter(lastSeq);
            isMissing = timeline.Known < lastSeq;
        }

        Mark(roomId, room.GetProperty("readSeq").GetInt64());
        Settle(roomId, isMissing);
    }

    private void Leave(Guid roomId, long? seq)
    {
        lock (_lock)
        {
            var room = Room(roomId);
            room.Leave(seq ?? room.Known);
        }

        _changing.Changed();
    }

    private void Mark(Guid roomId, long seq)
    {
        lock (_lock)
        {
            if (!_marks.TryGetValue(roomId, out var marks))
            {
                _marks[roomId] = marks = [];
            }

            marks.Add(seq);
        }

        _changing.Changed();
    }

    private RoomTimeline Room(Guid roomId)
    {
        if (!_rooms.TryGetValue(roomId, out var room))
        {
            _rooms[roomId] = room = new RoomTimeline();
        }

        return room;
    }

    private void Settle(Guid roomId, bool isMissing)
    {
        _changing.Changed();
        lock (_lock)
        {
            isMissing = isMissing && _fetching.Add(roomId);
        }

        if (isMissing)
        {
            _ = Fetch(roomId);
        }
    }

    /// <summary>One at a time for a room, until nothing is missing.</summary>
    private async Task Fetch(Guid roomId)
    {
        while (!_isClosed)
        {
            try
            {
                await FetchSome(roomId);
            }
            catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or UnexpectedAnswerException)
            {
                await Task.Delay(Pause); // Whoever was asked is in trouble.
            }

            lock (_lock)
            {
                if (Room(roomId) is not { LeftAt: null, IsShutOut: false } room || room.Known >= room.Wanted)
                {
                    _fetching.Remove(roomId);
                    break;
                }
            }
        }

        _changing.Changed();
    }

    private async Task FetchSome(Guid roomId)
    {
        long known;
        int entries;
        lock (_lock)
        {
            (known, entries) = (Room(roomId).Known, Room(roomId).Entries);
        }

        using var answer = await account().Tries(HttpMethod.Get, $"/api/rooms/{roomId}/changes?after={known}&limit={PageMax}");
        if (answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            lock (_lock)
            {
                Room(roomId).ShutOut(entries);
            }

            return;
        }

        var changes = answer.StatusCode is HttpStatusCode.OK ? await answer.Json() : throw new UnexpectedAnswerException($"{(int)answer.StatusCode}");
        var newest = changes.TryGetProperty("reset", out _) ? await account().Asks(HttpMethod.Get, $"/api/rooms/{roomId}/messages?limit=100") : default(JsonElement?);
        lock (_lock)
        {
            var room = Room(roomId);
            if (newest is { } page)
            {
                room.StartFrom(page);
            }
            else
            {
                room.Apply(changes, isLive: false);
                TakeEnd(room, changes);
            }
        }

        _changing.Changed();
    }
}

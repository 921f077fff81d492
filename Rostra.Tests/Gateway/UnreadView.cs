using System.Text.Json;
using Rostra.Testing;

namespace Rostra.Gateway;

/// <summary>What a client that follows the contract's rules to the letter believes to have read, from the frames of one socket alone.</summary>
internal sealed class UnreadView(Guid me)
{
    private const int Max = 100;

    private readonly Dictionary<Guid, RoomView> _rooms = [];

    /// <summary>Room to what is read and unread there; no number where a client has to ask.</summary>
    public Dictionary<Guid, (long ReadSeq, int? Unread)> Marks => _rooms.ToDictionary(room => room.Key, room => (room.Value.ReadSeq, room.Value.Unread));

    public static UnreadView Of(HubSocket socket, Guid me)
    {
        var view = new UnreadView(me);
        foreach (var frame in socket.Frames)
        {
            if (frame.TryGetProperty("target", out _))
            {
                view.Take(frame.GetProperty("arguments")[0]);
            }
            else if (frame.TryGetProperty("result", out var result) && result.TryGetProperty("value", out var value) && value.TryGetProperty("rooms", out var rooms))
            {
                foreach (var room in rooms.EnumerateArray())
                {
                    view.Enter(room);
                }
            }
        }
        return view;
    }

    private void Enter(JsonElement room) => _rooms[room.GetProperty("id").GetGuid()] = new RoomView
    {
        LastSeq = room.GetProperty("lastSeq").GetInt64(),
        ReadSeq = room.GetProperty("readSeq").GetInt64(),
        Unread = room.GetProperty("unread").GetInt32(),
    };

    private void Take(JsonElement batch)
    {
        if (!batch.TryGetProperty("roomId", out var roomId))
        {
            foreach (var happened in batch.Events)
            {
                TakePersonal(happened);
            }
        }
        else if (batch.TryGetProperty("upTo", out var upTo) && _rooms.TryGetValue(roomId.GetGuid(), out var room))
        {
            foreach (var happened in batch.Events.Where(happened => happened.GetProperty("seq").GetInt64() > room.LastSeq))
            {
                TakeDurable(room, happened);
            }
            room.LastSeq = Math.Max(room.LastSeq, upTo.GetInt64());
        }
    }

    private void TakePersonal(JsonElement happened)
    {
        switch (happened.Kind)
        {
            case "roomJoined":
                Enter(happened.GetProperty("room"));
                break;
            case "roomLeft":
                _rooms.Remove(happened.GetProperty("roomId").GetGuid());
                break;
            case "readMoved" when _rooms.TryGetValue(happened.GetProperty("roomId").GetGuid(), out var room):
                (room.ReadSeq, room.Unread) = (happened.GetProperty("readSeq").GetInt64(), happened.GetProperty("unread").GetInt32());
                break;
        }
    }

    private void TakeDurable(RoomView room, JsonElement happened)
    {
        if (!happened.TryGetProperty("message", out var message))
        {
            return;
        }

        var (id, isMine) = (message.GetProperty("id").GetInt64(), message.GetProperty("author").GetProperty("id").GetGuid() == me);
        switch (happened.Kind)
        {
            case "messagePosted" when isMine:
                (room.ReadSeq, room.Unread) = (id, 0);
                break;
            case "messagePosted" when !message.TryGetProperty("deletedAt", out _):
                room.Unread = Math.Min(Max, room.Unread + 1 ?? Max);
                break;
            case "messageChanged" when !isMine && id > room.ReadSeq && happened.TryGetProperty("change", out var change) && change.GetString() == "deleted":
                room.Unread = room.Unread < Max ? room.Unread - 1 : null;
                break;
        }
    }

    private sealed class RoomView
    {
        public long LastSeq { get; set; }

        public long ReadSeq { get; set; }

        public int? Unread { get; set; }
    }
}

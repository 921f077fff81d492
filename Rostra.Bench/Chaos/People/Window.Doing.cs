using Rostra.Clients;

namespace Rostra.Chaos;

/// <summary>What a window does besides sending: everything else that the contract offers to a person.</summary>
internal sealed partial class Window
{
    private const int BurstMax = 4;
    private static readonly string[] Emojis = ["👍", "👎", "❤️", "😂", "🔥", "👀", "🎉"];

    private async Task DoThings(HubSocket socket, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && !_isFinishing)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(-Math.Log(1 - random.NextDouble()) * stage.PauseMs), stopping);
            if (stage.IsOpen) await DoSomething(socket, stopping);
        }
    }

    private Task DoSomething(HubSocket socket, CancellationToken stopping)
    {
        var mine = Held().Where(held => held.IsMine).ToList();
        if (mine.Count == 0) return Join(AnyRoom(), stopping);
        var held = mine[random.Next(mine.Count)];
        return random.Next(100) switch
        {
            < 56 => SayABurst(held.Room),
            < 62 => Edit(socket, held),
            < 65 => Delete(socket, held),
            < 74 => React(socket, held),
            < 78 => MarkRead(socket, held),
            < 80 => CountUnread(stopping),
            < 85 => LookAtAPage(held, stopping),
            < 89 => Join(AnyRoom(), stopping),
            < 92 => Leave(held, stopping),
            < 95 => Repeat(held, stopping),
            < 96 => Refresh(stopping),
            < 97 => MakeRoom(stopping),
            < 98 => DropRoom(mine, stopping),
            _ => socket.Invoke<Nothing>("Typing", new { roomId = held.Room }),
        };
    }

    /// <summary>Out and in again, as fast as it goes, while the person's other windows talk.</summary>
    public async Task Churn(CancellationToken stopping)
    {
        if (Held().Where(held => held is { IsMine: true, Role: not "owner" }).MinBy(_ => random.Next()) is not { } held) return;
        for (var burst = 0; burst < BurstMax; burst++) Say(held.Room);
        await Leave(held, stopping);
        await Join(held.Room, stopping);
    }

    /// <summary>Ends another session of this person's, as from the list of devices.</summary>
    public async Task RevokeAnother(CancellationToken stopping)
    {
        var others = person.Sessions.Where(session => session.Key != Name).ToList();
        if (others.Count == 0 || await Login.Token(Door.Api, stopping) is not { } token) return;
        var target = others[random.Next(others.Count)].Value;
        await _diary.Call(
            new() { Client = "", Op = Op.Revoke, Target = target }, () => Door.Api.Delete<Nothing>($"/api/auth/sessions/{target}", token, stopping), (_, line) => line);
    }

    public async Task CountUnread(CancellationToken stopping)
    {
        if (await Login.Token(Door.Api, stopping) is not { } token) return;
        var room = Held().Where(held => held.IsMine).MinBy(_ => random.Next())?.Room;
        if (room is { } one) await CountUnread(one, token, stopping);
    }

    public async Task Join(Guid room, CancellationToken stopping)
    {
        if (Held(room) is not { IsMine: true }) await Post<MyRoom>(Op.Join, room, $"/api/rooms/{room}/join", (joined, line) => line with { Seq = joined.LastSeq }, stopping);
    }

    private Task<Answer<MyRoom>> CountUnread(Guid room, string token, CancellationToken stopping) => _diary.Call(
        new() { Client = "", Op = Op.Unread, Room = room },
        () => Door.Api.Get<MyRoom>($"/api/rooms/{room}", token, stopping),
        (value, line) => line with { Top = value.LastSeq, ReadSeq = value.ReadSeq, Unread = value.Unread });

    private Task SayABurst(Guid room)
    {
        for (var burst = random.Next(BurstMax); burst >= 0; burst--) Say(room);
        return Task.CompletedTask;
    }

    private Task Edit(HubSocket socket, RoomHeld held)
    {
        if (Any(held, message => message.User == person.Id) is not { } message) return Task.CompletedTask;
        var text = $"{Name} edits {message.Id} {random.Next(1_000_000)}";
        return Change(socket, Op.Edit, held, message, "EditMessage", new { roomId = held.Room, id = message.Id, text }, Digest.OfText(text));
    }

    private Task Delete(HubSocket socket, RoomHeld held) =>
        Any(held, message => message.User == person.Id || held.Role == "owner") is { } message
            ? Change(socket, Op.Delete, held, message, "DeleteMessage", new { roomId = held.Room, id = message.Id })
            : Task.CompletedTask;

    private Task React(HubSocket socket, RoomHeld held) =>
        Any(held, _ => true) is { } message
            ? Change(socket, Op.React, held, message, "React", new { roomId = held.Room, id = message.Id, emoji = Emojis[random.Next(Emojis.Length)], on = random.Next(3) > 0 })
            : Task.CompletedTask;

    private Task<Answer<Message>> Change(HubSocket socket, Op op, RoomHeld held, SeenEvent message, string method, object argument, long? hash = null) => _diary.Call(
        new() { Client = "", Op = op, Room = held.Room, Id = message.Id, Hash = hash }, () => socket.Invoke<Message>(method, argument), (changed, line) => line with { Seq = changed.ChangedSeq });

    private Task<Answer<WireRead>> MarkRead(HubSocket socket, RoomHeld held) => _diary.Call(
        new() { Client = "", Op = Op.Read, Room = held.Room },
        () => socket.Invoke<WireRead>("MarkRead", new { roomId = held.Room, seq = Math.Max(0, held.Known - random.Next(20)) }),
        (read, line) => line with { ReadSeq = read.ReadSeq });

    private async Task LookAtAPage(RoomHeld held, CancellationToken stopping)
    {
        if (await Login.Token(Door.Api, stopping) is not { } token) return;
        var from = random.Next(3) switch { 0 => "", 1 => $"&before={held.Known}", _ => $"&around={Math.Max(1, held.Known - random.Next(200))}" };
        await _diary.Call(
            new() { Client = "", Op = Op.History, Room = held.Room },
            () => Door.Api.Get<Page>($"/api/rooms/{held.Room}/messages?limit=30{from}", token, stopping),
            (page, line) => line with { Top = page.LastSeq, Events = [.. page.Messages.Select(Seen.Of)] });
    }

    private Task Leave(RoomHeld held, CancellationToken stopping) =>
        held.Role == "owner" ? Task.CompletedTask : Post<Nothing>(Op.Leave, held.Room, $"/api/rooms/{held.Room}/leave", (_, line) => line, stopping);

    /// <summary>A message that is there already goes out once more with another text, over HTTP: the first must win.</summary>
    private async Task Repeat(RoomHeld held, CancellationToken stopping)
    {
        if (Any(held, message => message.User == person.Id) is not { Cid: { } cid } || await Login.Token(Door.Api, stopping) is not { } token) return;
        var text = $"{Name} repeats {random.Next(1_000_000)}";
        await _diary.Call(
            new() { Client = "", Op = Op.Send, Room = held.Room, Cid = cid, Hash = Digest.OfText(text), Conn = 0 },
            () => Door.Api.Post<Posted>($"/api/rooms/{held.Room}/messages", token, new { clientId = cid, text }, stopping),
            (posted, line) => line with { Seq = posted.Message.Id, Code = posted.Duplicate ? "duplicate" : null });
    }

    private async Task Refresh(CancellationToken stopping) => await Login.Refresh(Door.Api, stopping);

    private Task MakeRoom(CancellationToken stopping)
    {
        var id = Guid.CreateVersion7();
        return Post<MyRoom>(Op.Make, id, "/api/rooms", (_, line) => line with { Seq = 1 }, stopping, new { name = $"passing {id:N}", id });
    }

    private async Task DropRoom(List<RoomHeld> mine, CancellationToken stopping)
    {
        var passing = mine.Where(held => held.Role == "owner" && !stage.Rooms.Contains(held.Room)).ToList();
        if (passing.Count == 0 || await Login.Token(Door.Api, stopping) is not { } token) return;
        var room = passing[random.Next(passing.Count)].Room;
        SayABurst(room).GetAwaiter().GetResult();
        await _diary.Call(new() { Client = "", Op = Op.Drop, Room = room }, () => Door.Api.Delete<Nothing>($"/api/rooms/{room}", token, stopping), (_, line) => line);
    }

    private async Task Post<T>(Op op, Guid room, string path, Func<T, HistoryLine, HistoryLine> tell, CancellationToken stopping, object? body = null)
        where T : class
    {
        if (await Login.Token(Door.Api, stopping) is not { } token) return;
        await _diary.Call(new() { Client = "", Op = op, Room = room }, () => Door.Api.Post<T>(path, token, body ?? new { }, stopping), tell);
    }

    private SeenEvent? Any(RoomHeld held, Func<SeenEvent, bool> which)
    {
        lock (_lock) return held.Any(random, which);
    }

    private Guid AnyRoom() => stage.Rooms[random.Next(stage.Rooms.Count)];
}

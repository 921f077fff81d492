using System.Threading.Channels;
using Rostra.Clients;

namespace Rostra.Chaos;

/// <summary>What a window is told, and how it keeps up with it.</summary>
internal sealed partial class Window
{
    private const int PageSize = 100;
    private TaskCompletionSource<int> _goAway = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task Hear(WireWelcome hello, ChannelReader<(long At, WireBatch Batch)> live, Identity identity, CancellationToken stopping)
    {
        _goAway = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _epoch = hello.Epoch;
        var mine = hello.Rooms.ToDictionary(room => room.Id);
        foreach (var held in Held()) held.IsMine = mine.ContainsKey(held.Room);
        foreach (var entry in hello.CatchUp) await Take(entry, Source.Hello, 0, identity, stopping);
        foreach (var room in hello.Rooms) await Enter(room, stopping);

        // What came before the answer was handled waited here, as the contract asks.
        await foreach (var (at, batch) in live.ReadAllAsync(stopping)) await Take(batch, Source.Live, at, identity, stopping);
    }

    /// <summary>Ends when the gateway has asked this window to go, and the time it took to think about that is over.</summary>
    private async Task GoAway(CancellationToken stopping)
    {
        var within = await _goAway.Task.WaitAsync(stopping);
        await Task.Delay(random.Next(Math.Max(within, 1)), stopping);
        _isAskedAway = true;
    }

    private async Task Take(WireBatch batch, Source source, long at, Identity identity, CancellationToken stopping)
    {
        if (batch.RoomId is not { } room)
        {
            foreach (var happening in batch.Events ?? []) await TakePersonal(happening, at, identity, stopping);
            return;
        }

        if (batch.Gone && Held(room) is { } gone) gone.IsMine = false;
        if (batch.Reset) await Reset(room, batch, source, at, identity, stopping);
        if (batch is not { After: { } after, UpTo: { } upTo }) return;

        var seen = (batch.Events ?? []).Select(happening => happening.ToSeen()).OfType<SeenEvent>().ToArray();
        var line = new HistoryLine { Client = "", T = at, Op = Op.Recv, Room = room, Source = source, After = after, UpTo = upTo, More = batch.More, Events = seen };
        var held = Held(room);
        if (held is null || upTo <= held.Known || !held.Joins(after))
        {
            _diary.Write(line with { Phase = Phase.Info, Code = held is null ? "unknown" : upTo <= held.Known ? "known" : "ahead" }, identity);
            if (held is null || upTo <= held.Known) return;
            await CatchUp(held, identity, stopping);
            if (upTo <= held.Known || !held.Joins(after)) return;
        }

        Apply(held, line, identity);
        if (batch.More) await CatchUp(held, identity, stopping);
    }

    private async Task TakePersonal(WireHappening happening, long at, Identity identity, CancellationToken stopping)
    {
        switch (happening.Type)
        {
            case "roomJoined":
                _diary.Write(new() { Client = "", T = at, Op = Op.Recv, Phase = Phase.Info, Source = Source.Live, Code = "roomJoined", Room = happening.Room!.Id, Top = happening.Room.LastSeq }, identity);
                await Enter(happening.Room, stopping);
                break;
            case "roomLeft" when Held(happening.RoomId!.Value) is { } left:
                left.IsMine = false;
                break;
            case "readMoved":
                _diary.Write(new() { Client = "", T = at, Op = Op.Moved, Phase = Phase.Ok, Room = happening.RoomId, ReadSeq = happening.ReadSeq, Unread = happening.Unread }, identity);
                break;
            case "sessionEnded":
                Login.Lost();
                break;
            case "goAway":
                _goAway.TrySetResult(happening.ReconnectWithinMs ?? 1);
                break;
        }
    }

    /// <summary>A room of this person's that the window may not hold yet, or not since they were last in it.</summary>
    private async Task Enter(MyRoom room, CancellationToken stopping)
    {
        RoomHeld? held;
        lock (_lock)
        {
            if (!_rooms.TryGetValue(room.Id, out held)) _rooms[room.Id] = held = new(room.Id);
        }

        (held.IsMine, held.Role) = (true, room.Role);
        if (held.Known < room.LastSeq) await CatchUp(held, _diary.Now, stopping);
    }

    private async Task CatchUp(RoomHeld held, Identity identity, CancellationToken stopping)
    {
        for (var more = true; more && held.IsMine;)
        {
            var changes = await Ask<WireBatch>(Op.Changes, held.Room, $"/api/rooms/{held.Room}/changes?after={held.Known}&limit=500", (value, line) => line with { Top = value.LastSeq }, stopping);
            if (changes is null) return;
            if (changes.Reset)
            {
                await Reload(held, identity, stopping);
                return;
            }

            var seen = (changes.Events ?? []).Select(happening => happening.ToSeen()).OfType<SeenEvent>().ToArray();
            var line = new HistoryLine { Client = "", Op = Op.Recv, Room = held.Room, Source = Source.Resync, After = changes.After, UpTo = changes.UpTo, More = changes.More, Events = seen };
            if (changes.UpTo > held.Known) Apply(held, line, identity);
            more = changes.More;
        }
    }

    private void Apply(RoomHeld held, HistoryLine line, Identity identity)
    {
        lock (_lock) held.Apply(line.UpTo!.Value, line.Events!);
        _diary.Write(line with { Phase = Phase.Ok }, identity);
    }

    private async Task Reset(Guid room, WireBatch batch, Source source, long at, Identity identity, CancellationToken stopping)
    {
        _diary.Write(new() { Client = "", T = at, Op = Op.Recv, Phase = Phase.Info, Source = Source.Reset, Code = $"reset by {source}".ToLowerInvariant(), Room = room, Top = batch.LastSeq }, identity);
        if (Held(room) is { } held) await Reload(held, identity, stopping);
    }

    private async Task Reload(RoomHeld held, Identity identity, CancellationToken stopping)
    {
        if (await Fresh(held.Room, stopping) is not { } fresh) return;
        lock (_lock) held.Reset(fresh.Seq, fresh.Messages, fresh.Members);
        _diary.Write(new() { Client = "", Op = Op.Recv, Phase = Phase.Ok, Source = Source.Reset, Room = held.Room, UpTo = fresh.Seq, Events = fresh.Messages }, identity);
    }

    /// <summary>All of a room, read page by page. Null: this person may not, or no longer.</summary>
    private async Task<(long Seq, List<SeenEvent> Messages, List<WireMember> Members)?> Fresh(Guid room, CancellationToken stopping)
    {
        var (seq, after, messages, members) = (-1L, 0L, new List<SeenEvent>(), new List<WireMember>());
        for (var more = true; more;)
        {
            var page = await Ask<Page>(Op.History, room, $"/api/rooms/{room}/messages?after={after}&limit={PageSize}", (value, line) => line with { Top = value.LastSeq, Events = [.. value.Messages.Select(Seen.Of)] }, stopping);
            if (page is null) return null;
            if (seq < 0) seq = page.LastSeq;
            messages.AddRange(page.Messages.Select(Seen.Of));
            more = page.HasNewer && page.Messages.Length > 0;
            after = more ? page.Messages[^1].Id : after;
        }

        for (string? cursor = ""; cursor is not null;)
        {
            var from = cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "";
            var page = await Ask<WireMembers>(null, room, $"/api/rooms/{room}/members?limit={PageSize}{from}", (_, line) => line, stopping);
            if (page is null) return null;
            members.AddRange(page.Members);
            cursor = page.Cursor;
        }

        return (seq, messages, members);
    }

    /// <summary>Asks until it is answered or definitely refused: at this gateway, then at others.</summary>
    private async Task<T?> Ask<T>(Op? op, Guid room, string path, Func<T, HistoryLine, HistoryLine> tell, CancellationToken stopping)
        where T : class
    {
        var door = Door;
        for (var attempt = 0; ; attempt++)
        {
            stopping.ThrowIfCancellationRequested();
            if (await Login.Token(door.Api, stopping) is { } token)
            {
                var answer = op is { } known
                    ? await _diary.Call(new() { Client = "", Op = known, Room = room }, () => door.Api.Get<T>(path, token, stopping), tell)
                    : await door.Api.Get<T>(path, token, stopping);
                if (answer.Problem is not { } problem) return answer.Value;
                if (!problem.IsPassing) return null;
                await Task.Delay(Patience.Pause(problem, attempt), stopping);
            }
            else
            {
                await Task.Delay(Patience.Pause(Problem.Unreachable, attempt), stopping);
            }

            door = doors.Pick(random);
        }
    }
}

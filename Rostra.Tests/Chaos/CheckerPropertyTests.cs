using CsCheck;
using Xunit;

namespace Rostra.Chaos;

/// <summary>Random good histories of a simple chat pass; whatever spoils one is found.</summary>
[Trait("Set", "slow")]
public sealed class CheckerPropertyTests
{
    private static readonly Gen<(int Who, int What, int Where)[]> Deeds = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 19], Gen.Int[0, 1_000]).Array[30, 120];

    [Fact]
    public void What_keeps_every_promise_passes_however_it_went() => Deeds.Sample(deeds =>
    {
        var verdict = Checker.Check(Play(deeds).Run());
        Assert.Empty(verdict.Judgements.SelectMany(judgement => judgement.Shortest));
    }, iter: 300);

    [Fact]
    public void Whatever_spoils_a_good_history_is_found() => Gen.Select(Deeds, Gen.Int[0, Spoilings.All.Count - 1], Gen.Int[0, 10_000]).Sample((deeds, how, where) =>
    {
        var run = Play(deeds).Run();
        if (Spoilings.All[how](run, where) is not { } spoiled) return;

        Assert.Equal(Outcome.Fail, Checker.Check(spoiled).Outcome);
    }, iter: 400);

    private static World Play((int Who, int What, int Where)[] deeds)
    {
        var world = new World();
        var first = world.Person("tab-0");
        Tab[] tabs = [first, world.Person("tab-1", first.User), .. Enumerable.Range(2, 4).Select(number => world.Person($"tab-{number}"))];
        Guid[] rooms = [world.Make(tabs[0]), world.Make(tabs[2])];
        foreach (var tab in tabs.Skip(2)) world.Join(tab, rooms[0]);
        foreach (var (who, what, where) in deeds) Do(world, tabs[who], rooms[where % 2], what, where);
        foreach (var tab in tabs.Where(tab => !tab.IsOpen)) world.Open(tab);
        world.End();
        return world;
    }

    private static void Do(World world, Tab tab, Guid room, int what, int where)
    {
        if (!tab.IsOpen)
        {
            world.Open(tab);
            return;
        }

        if (!tab.Known.ContainsKey(room))
        {
            world.Join(tab, room);
            return;
        }

        var messages = world.Rooms[room].Where(entry => entry is { Kind: EntryKind.Posted, Deleted: false }).ToList();
        var message = messages.Count == 0 ? null : messages[where % messages.Count];
        var isOwner = world.Rooms[room][0].User == tab.User;
        switch (what)
        {
            case 0: world.Cut(tab); break;
            case 1 when !isOwner: world.Leave(tab, room); break;
            case 2 when message?.User == tab.User: world.Change(tab, room, message!.Seq, EntryKind.Edited, $"edited {where}"); break;
            case 3 when message?.User == tab.User: world.Change(tab, room, message!.Seq, EntryKind.Deleted); break;
            case 4 when message is { Reactions: null }: world.Change(tab, room, message.Seq, EntryKind.Reacted); break;
            case 5 when message?.User == tab.User: world.Say(tab, room, "another body", message!.Cid); break;
            case 6: world.CountUnread(tab, room); break;
            case 7: world.ReadUpTo(tab, room); break;
            case 8: world.Look(tab, room); break;
            case 9: world.SayIntoTheVoid(tab, room, $"lost {where}", Guid.NewGuid(), isKept: where % 2 == 0); break;
            default: world.Say(tab, room, $"text {where}"); break;
        }
    }
}

/// <summary>Ways in which a good history is made a bad one; null where this history has nothing to spoil in that way.</summary>
internal static class Spoilings
{
    public static readonly IReadOnlyList<Func<Run, int, Run?>> All =
    [
        (run, at) => Log(run, at, entry => entry.Kind == EntryKind.Posted, _ => []),
        (run, at) => Log(run, at, entry => entry.Id is not null && entry.Kind != EntryKind.Posted, _ => []),
        (run, at) => Log(run, at, entry => entry.Kind == EntryKind.Posted, entry => [entry, entry]),
        (run, at) => Log(run, at, entry => entry is { Kind: EntryKind.Posted, Deleted: false }, entry => [entry with { Hash = 1 }]),
        (run, at) => Log(run, at, entry => entry.Kind == EntryKind.Posted, entry => [entry with { Cid = Guid.NewGuid() }]),
        (run, at) => Lines(run, at, line => line is { Op: Op.Recv, Source: Source.Live, Events.Count: > 0 }, _ => null, mayBe: IsBuiltOn),
        (run, at) => Lines(run, at, line => line is { Op: Op.Recv, Source: Source.Live, Events.Count: > 0 }, line => line with { Events = [] }, mayBe: (run, line) => line.Events!.Any(seen => IsMissed(run, line, seen))),
        (run, at) => Lines(run, at, line => line is { Op: Op.Recv, Source: Source.Hello, Events.Count: > 1 }, line => line with { Events = [.. line.Events!.Skip(1)] }, mayBe: (run, line) => IsMissed(run, line, line.Events![0])),
        (run, at) => Lines(run, at, line => line is { Op: Op.Recv, Source: Source.Live, Events.Count: > 0 }, line => line with { After = line.After + 1 }),
        (run, at) => Lines(run, at, line => line is { Op: Op.Recv, Events: [{ Deleted: false, Hash: not null }, ..] }, line => line with { Events = [line.Events![0] with { Hash = 1 }, .. line.Events.Skip(1)] }),
        (run, at) => Lines(run, at, line => line is { Op: Op.Unread, Phase: Phase.Ok }, line => line with { Unread = line.Unread - 1 }),
        (run, at) => Lines(run, at, line => line is { Op: Op.Send, Phase: Phase.Ok }, line => line with { Seq = line.Seq + 1 }),
        (run, at) => Lines(run, at, line => line is { Op: Op.View }, line => line with { Hash = 1 }),
        (run, at) => Lines(run, at, line => line is { Op: Op.Connect, Phase: Phase.Ok, Cursors: [{ UpTo: > 1 } cursor, ..] } && cursor.UpTo > cursor.Seq, line => line with { Cursors = [line.Cursors![0] with { After = line.Cursors[0].Seq + 1 }, .. line.Cursors.Skip(1)] }),
        (run, at) => Lines(run, at, line => line is { Op: Op.Recv, Source: Source.Live, Events: [{ Kind: EntryKind.Posted }] }, line => line with { User = Guid.NewGuid() }),
    ];

    // What came last before a client left a room, nobody can miss.
    private static bool IsBuiltOn(Run run, HistoryLine line) =>
        run.Lines.FirstOrDefault(next => next is { Op: Op.Recv, Phase: Phase.Ok } && next.Client == line.Client && next.Room == line.Room && next.T > line.T) is { Source: not Source.Reset };

    // What has a later place may be shown there alone: a gateway passes pages on, and cuts them.
    private static bool IsMissed(Run run, HistoryLine line, SeenEvent seen) =>
        seen.Id is null || !run.Rooms.Any(room => room.Room == line.Room && room.Log.Any(entry => entry.Id == seen.Id && entry.Seq > seen.Seq));

    private static Run? Log(Run run, int at, Func<LogEntry, bool> which, Func<LogEntry, LogEntry[]> how)
    {
        var room = run.Rooms[at % run.Rooms.Count];
        var possible = room.Log.Where(which).ToList();
        if (possible.Count == 0) return null;
        var chosen = possible[at % possible.Count];
        return run with { Rooms = [.. run.Rooms.Select(one => one != room ? one : one with { Log = [.. one.Log.SelectMany(entry => entry == chosen ? how(entry) : [entry])] })] };
    }

    private static Run? Lines(Run run, int at, Func<HistoryLine, bool> which, Func<HistoryLine, HistoryLine?> how, Func<Run, HistoryLine, bool>? mayBe = null)
    {
        var possible = run.Lines.Where(which).ToList();
        if (possible.Count == 0) return null;
        var chosen = possible[at % possible.Count];
        if (mayBe?.Invoke(run, chosen) == false) return null;
        return run with { Lines = [.. run.Lines.SelectMany(line => line != chosen ? [line] : how(line) is { } changed ? new[] { changed } : [])] };
    }
}

using Xunit;

namespace Rostra.Chaos;

/// <summary>Histories that break one promise each; the check must say which.</summary>
public sealed partial class CheckerTests
{
    private readonly World _world = new();
    private readonly Tab _ada;
    private readonly Tab _adasOther;
    private readonly Tab _alan;
    private readonly Guid _room;

    public CheckerTests()
    {
        _ada = _world.Person("ada-1");
        _adasOther = _world.Person("ada-2", _ada.User);
        _alan = _world.Person("alan-1");
        _room = _world.Make(_ada);
        _world.Join(_alan, _room);
        _world.Begin();
    }

    [Fact]
    public void A_history_that_keeps_every_promise_violates_none_and_is_judged_for_each()
    {
        TalkAboutEverything();

        var verdict = Checker.Check(_world.Run());

        Assert.Empty(verdict.Judgements.SelectMany(judgement => judgement.Shortest));
        Assert.All(verdict.Judgements, judgement => Assert.True(judgement.Looked > 0, judgement.Name));
        Assert.Equal(Outcome.Pass, verdict.Outcome);
    }

    [Fact]
    public void A_run_in_which_nothing_was_fenced_is_weak()
    {
        TalkAboutEverything();

        var verdict = Checker.Check(Without(_world.Run(), line => line.Op == Op.Fenced));

        Assert.Equal((Outcome.Weak, "fenced appends"), (verdict.Outcome, Assert.Single(verdict.Coverage.Missing)));
    }

    [Fact]
    public void Two_who_saw_one_version_of_a_message_differently_break_5_in_a_deleted_room_too()
    {
        _world.Say(_ada, _room, "one");
        _world.Drop(_ada, _room);
        Breaks(5, run => Show(run, "alan-1", seen => seen.Id is null ? seen : seen with { Hash = 1 }));
    }

    [Fact]
    public void Two_sends_of_one_tab_that_changed_places_break_8()
    {
        _world.Say(_ada, _room, "one");
        _world.Say(_ada, _room, "two");
        Breaks(8, run => Swap(run, 3, 4));
    }

    [Fact]
    public void What_is_heard_while_the_driver_itself_stood_still_breaks_nothing()
    {
        _world.Revoke(_ada, _adasOther);
        _world.Pass(2);
        _world.Say(_alan, _room, "one");
        _world.Note(new() { Client = "driver", Op = Op.Lag, Phase = Phase.Ok, Seq = 2_000_000 });
        _world.End();
        var run = _world.Run();
        Assert.DoesNotContain(16, Broken(run with { Lines = [.. run.Lines, run.Lines.Last(line => line is { Client: "ada-1", Op: Op.Recv, UpTo: 3 }) with { Client = "ada-2", Sid = _adasOther.Sid }] }));
    }

    [Fact]
    public void Handles_that_stay_open_break_17() => Breaks(17, run => Change(run, line => line.Op == Op.Usage && line.T > run.Lines.First(mark => mark.Code == Marks.Final).T, line => line with { Top = 500 }));

    [Theory]
    [InlineData("rostra_sends_waiting", 10_001, 0)]
    [InlineData("rostra_commits_waiting", 3, 101)]
    [InlineData("rostra_connections_backlog_bytes", 1_000_000, 1_000_000)]
    public void A_queue_beyond_its_limit_or_full_at_the_end_breaks_17(string queue, long most, long atEnd)
    {
        _world.Note(new() { Client = "gateway-1", Op = Op.Queue, Phase = Phase.Ok, Code = queue, Seq = most });
        _world.End();
        _world.Note(new() { Client = "gateway-1", Op = Op.Queue, Phase = Phase.Ok, Code = queue, Seq = atEnd });
        Assert.Contains(17, Broken(_world.Run()));
    }

    [Fact]
    public void A_queue_that_fills_and_empties_breaks_nothing()
    {
        _world.Note(new() { Client = "gateway-1", Op = Op.Queue, Phase = Phase.Ok, Code = "rostra_sends_waiting", Seq = 9_000 });
        _world.End();
        _world.Note(new() { Client = "gateway-1", Op = Op.Queue, Phase = Phase.Ok, Code = "rostra_sends_waiting", Seq = 2 });
        Assert.DoesNotContain(17, Broken(_world.Run()));
    }

    [Fact]
    public void What_waits_is_read_from_the_page_of_metrics()
    {
        const string page = """
            # TYPE rostra_commits_waiting gauge
            rostra_commits_waiting{otel_scope_name="Rostra",lane="posts"} 3 1700000000000
            rostra_commits_waiting{otel_scope_name="Rostra",lane="changes"} 4 1700000000000
            rostra_sends_waiting 5
            rostra_rooms 12
            """;
        Assert.Equal([new("rostra_commits_waiting", 7), new("rostra_sends_waiting", 5)], QueueLook.Parse(page).OrderBy(queue => queue.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Who_was_behind_when_a_room_ended_is_owed_only_the_end()
    {
        _world.Say(_ada, _room, "one");
        _world.Drop(_ada, _room);
        _world.End();
        var late = Change(
            Without(_world.Run(), line => line is { Client: "alan-1", Op: Op.Recv, UpTo: 3 }), line => line is { Client: "alan-1", Op: Op.Recv, UpTo: 4 }, line => line with { After = 2 });

        Assert.Contains(late.Lines, line => line is { Client: "alan-1", After: 2, UpTo: 4, Events: [{ Kind: EntryKind.RoomDeleted }] });
        Assert.DoesNotContain(6, Broken(late));
    }

    [Fact]
    public void A_room_that_is_gone_may_have_been_shown_in_pages_only()
    {
        var said = _world.Say(_ada, _room, "one");
        _world.Change(_ada, _room, said, EntryKind.Reacted);
        _world.Drop(_ada, _room);
        _world.End();
        var run = _world.Run();
        foreach (var tab in run.Lines.Where(line => line.Op == Op.Recv).Select(line => line.Client).Distinct().ToList())
        {
            var page = Change(run, line => line.Client == tab && line.Op == Op.Recv && line.UpTo == said + 1, line => line with { After = said - 1, Events = [line.Events![0] with { Kind = EntryKind.Posted }] });
            run = Without(page, line => line.Client == tab && line.Op == Op.Recv && line.UpTo == said);
        }

        Assert.Contains(run.Lines, line => line.After == said - 1 && line.UpTo == said + 1);
        Assert.DoesNotContain(6, Broken(run));
    }

    private void Breaks(int invariant, Func<Run, Run>? spoil = null, Action? afterHealing = null)
    {
        _world.End(afterHealing);
        var run = _world.Run();
        var verdict = Checker.Check(spoil?.Invoke(run) ?? run);

        Assert.Contains(invariant, verdict.Judgements.Where(judgement => judgement.Violations > 0).Select(judgement => judgement.Number));
        var witness = verdict.Judgements[invariant - 1].Shortest[0].Witness;
        Assert.InRange(witness.Count, 1, 5);
        Assert.Equal(Outcome.Fail, verdict.Outcome);
    }

    private void TalkAboutEverything()
    {
        var id = _world.Say(_ada, _room, "one");
        _world.Change(_ada, _room, id, EntryKind.Edited, "won");
        _world.Change(_alan, _room, id, EntryKind.Reacted);
        _world.Change(_ada, _room, _world.Say(_ada, _room, "two"), EntryKind.Deleted);
        var cid = Guid.NewGuid();
        _world.SayIntoTheVoid(_ada, _room, "three", cid, isKept: true);
        _world.Say(_adasOther, _room, "three", cid);
        _world.Cut(_alan);
        _world.Say(_ada, _room, "four");
        _world.Open(_alan);
        _world.Look(_alan, _room);
        _world.Look(_ada, _room);
        _world.CountUnread(_alan, _room);
        _world.ReadUpTo(_alan, _room);
        _world.Leave(_alan, _room);
        _world.Join(_alan, _room);
        _world.Drop(_alan, _world.Make(_alan));
        _world.Fault("silo kill");
        _world.Note(new() { Client = "silo", Op = Op.Fenced, Phase = Phase.Ok, Room = _room, Seq = 3 });
        _world.Note(new() { Client = "silo", Op = Op.Evicted, Phase = Phase.Ok });
        _world.Revoke(_ada, _adasOther);
        RemoveWhileSending();
        _world.End(() => _world.Say(_alan, _room, "well again"));
    }

    private void RemoveWhileSending()
    {
        var eve = _world.Person("eve-1");
        _world.Join(eve, _room);
        var n = eve.NextN();
        var send = new HistoryLine { Client = "eve-1", User = eve.User, Op = Op.Send, N = n, Room = _room, Cid = Guid.NewGuid() };
        _world.Note(send);
        _world.Leave(eve, _room);
        _world.Note(send with { Phase = Phase.Fail, Code = "notMember" });
    }

    private static IEnumerable<int> Broken(Run run) => Checker.Check(run).Judgements.Where(judgement => judgement.Violations > 0).Select(judgement => judgement.Number);

    private static Run Without(Run run, Func<HistoryLine, bool> what) => run with { Lines = [.. run.Lines.Where(line => !what(line))] };

    private static Run Change(Run run, Func<HistoryLine, bool> which, Func<HistoryLine, HistoryLine> how) =>
        run with { Lines = [.. run.Lines.Select(line => which(line) ? how(line) : line)] };

    private static Run Log(Run run, Func<IReadOnlyList<LogEntry>, LogEntry[]> how) => run with { Rooms = [.. run.Rooms.Select(room => room with { Log = how(room.Log) })] };

    private static Run Show(Run run, string client, Func<SeenEvent, SeenEvent> how) =>
        Change(run, line => line is { Op: Op.Recv, Events: not null } && line.Client == client, line => line with { Events = [.. line.Events!.Select(how)] });

    /// <summary>Two messages change places, in the log and in what their senders were told.</summary>
    private static Run Swap(Run run, long one, long other)
    {
        var swapped = Change(run, line => line is { Op: Op.Send, Phase: Phase.Ok }, line => line with { Seq = line.Seq == one ? other : one });
        return swapped with
        {
            Rooms = [.. run.Rooms.Select(room => room with { Log = [.. room.Log.Select(entry => entry.Seq == one ? entry with { Seq = other, Id = other } : entry.Seq == other ? entry with { Seq = one, Id = one } : entry)] })],
        };
    }

    private static long? LastN(Run run, Op op) => run.Lines.Last(line => line.Op == op && line.Phase == Phase.Ok).N;
}

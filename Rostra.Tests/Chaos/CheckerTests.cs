using Xunit;

namespace Rostra.Chaos;

/// <summary>Histories that break one promise each; the check must say which.</summary>
public sealed class CheckerTests
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
    public void An_acknowledged_message_that_is_gone_breaks_1()
    {
        _world.Say(_ada, _room, "one");
        _world.Rooms[_room].RemoveAt(2);
        Breaks(1);
    }

    [Fact]
    public void An_acknowledged_edit_that_is_gone_breaks_1()
    {
        _world.Change(_ada, _room, _world.Say(_ada, _room, "one"), EntryKind.Edited, "two");
        Breaks(1, run => Change(run, line => line is { Op: Op.Edit, Phase: Phase.Ok }, line => line with { Seq = 9 }));
    }

    [Fact]
    public void A_message_that_is_there_twice_breaks_2()
    {
        var id = _world.Say(_ada, _room, "one");
        _world.Rooms[_room].Add(_world.Rooms[_room][(int)id - 1] with { Seq = 4, Id = 4, Changed = 4 });
        Breaks(2);
    }

    [Fact]
    public void A_message_that_was_acknowledged_at_two_places_breaks_2()
    {
        var cid = Guid.NewGuid();
        _world.Say(_ada, _room, "one", cid);
        _world.Say(_ada, _room, "one", cid);
        Breaks(2, run => Change(run, line => line is { Op: Op.Send, Phase: Phase.Ok, N: var n } && n == LastN(run, Op.Send), line => line with { Seq = 1 }));
    }

    [Fact]
    public void A_message_that_nobody_sent_breaks_3()
    {
        _world.Say(_ada, _room, "one");
        Breaks(3, run => Without(run, line => line.Op == Op.Send));
    }

    [Fact]
    public void A_second_body_that_won_breaks_3()
    {
        var cid = Guid.NewGuid();
        var id = _world.Say(_ada, _room, "first", cid);
        _world.Say(_ada, _room, "second", cid);
        _world.Rooms[_room][(int)id - 1] = _world.Rooms[_room][(int)id - 1] with { Hash = Digest.OfText("second") };
        Breaks(3);
    }

    [Fact]
    public void A_refused_message_that_is_there_breaks_3()
    {
        _world.Say(_ada, _room, "one");
        Breaks(3, run => Change(run, line => line is { Op: Op.Send, Phase: Phase.Ok }, line => line with { Phase = Phase.Fail, Code = "notMember" }));
    }

    [Fact]
    public void A_number_that_is_missing_breaks_4()
    {
        _world.Say(_ada, _room, "one");
        _world.Say(_ada, _room, "two");
        Breaks(4, run => Log(run, log => [.. log.Take(3), log[3] with { Seq = 5 }]));
    }

    [Fact]
    public void A_number_that_is_there_twice_breaks_4()
    {
        _world.Change(_ada, _room, _world.Say(_ada, _room, "one"), EntryKind.Reacted);
        Breaks(4, run => Log(run, log => [.. log.Take(3), log[3] with { Seq = 3 }]));
    }

    [Fact]
    public void A_text_that_differs_from_the_log_breaks_5()
    {
        _world.Say(_ada, _room, "one");
        Breaks(5, run => Show(run, "alan-1", seen => seen with { Hash = 1 }));
    }

    [Fact]
    public void Two_who_saw_one_version_of_a_message_differently_break_5_in_a_deleted_room_too()
    {
        _world.Say(_ada, _room, "one");
        _world.Drop(_ada, _room);
        Breaks(5, run => Show(run, "alan-1", seen => seen.Id is null ? seen : seen with { Hash = 1 }));
    }

    [Fact]
    public void A_text_that_is_shown_after_its_deletion_breaks_5()
    {
        _world.Change(_ada, _room, _world.Say(_ada, _room, "one"), EntryKind.Deleted);
        Breaks(5, run => Show(run, "alan-1", seen => seen.Deleted ? seen with { Deleted = false, Hash = Digest.OfText("one") } : seen));
    }

    [Fact]
    public void An_interval_that_is_applied_over_a_hole_breaks_6()
    {
        _world.Say(_ada, _room, "one");
        _world.Say(_ada, _room, "two");
        Breaks(6, run => Without(run, line => line is { Client: "alan-1", Op: Op.Recv, UpTo: 3 }));
    }

    [Fact]
    public void A_batch_that_swallows_a_number_breaks_6()
    {
        _world.Cut(_alan);
        _world.Say(_ada, _room, "one");
        _world.Say(_ada, _room, "two");
        _world.Open(_alan);
        Breaks(6, run => Change(run, line => line is { Client: "alan-1", Source: Source.Hello }, line => line with { Events = [line.Events![^1]] }));
    }

    [Fact]
    public void What_is_applied_twice_breaks_6()
    {
        _world.Say(_ada, _room, "one");
        Breaks(6, run => run with { Lines = [.. run.Lines.SelectMany(line => line is { Client: "alan-1", Op: Op.Recv, UpTo: 3 } ? new[] { line, line } : [line])] });
    }

    [Fact]
    public void A_live_batch_that_leaves_a_hole_breaks_6_even_if_the_client_mends_it()
    {
        _world.Say(_ada, _room, "one");
        _world.Say(_ada, _room, "two");
        _world.Say(_ada, _room, "three");
        Breaks(6, run => Change(run, line => line is { Client: "alan-1", Op: Op.Recv, UpTo: 4 }, line => line with { Source = Source.Resync }));
    }

    [Fact]
    public void A_message_before_one_that_was_acknowledged_earlier_breaks_7()
    {
        _world.Say(_ada, _room, "one");
        _world.Say(_alan, _room, "two");
        Breaks(7, run => Swap(run, 3, 4));
    }

    [Fact]
    public void Two_sends_of_one_tab_that_changed_places_break_8()
    {
        _world.Say(_ada, _room, "one");
        _world.Say(_ada, _room, "two");
        Breaks(8, run => Swap(run, 3, 4));
    }

    [Fact]
    public void A_page_without_the_own_message_breaks_9()
    {
        _world.Say(_ada, _room, "one");
        _world.Look(_adasOther, _room);
        Breaks(9, run => Change(run, line => line is { Op: Op.History, Phase: Phase.Ok }, line => line with { Top = 2, Events = [] }));
    }

    [Fact]
    public void A_head_that_falls_breaks_10()
    {
        _world.Say(_ada, _room, "one");
        _world.Look(_alan, _room);
        Breaks(10, run => Change(run, line => line is { Op: Op.History, Phase: Phase.Ok }, line => line with { Top = 2, Events = [] }));
    }

    [Fact]
    public void A_hello_with_a_lower_head_than_was_seen_breaks_10()
    {
        _world.Say(_ada, _room, "one");
        _world.Cut(_alan);
        _world.Open(_alan);
        Breaks(10, run => Change(
            run, line => line is { Client: "alan-1", Op: Op.Connect, Conn: 2, Phase: Phase.Ok }, line => line with { Cursors = [.. line.Cursors!.Select(cursor => cursor with { Top = 2, UpTo = 2 })] }));
    }

    [Fact]
    public void An_event_that_reaches_somebody_who_left_breaks_11()
    {
        _world.Leave(_alan, _room);
        _world.Say(_ada, _room, "secret");
        Breaks(11, run => run with { Lines = [.. run.Lines, run.Lines.Last(line => line is { Client: "ada-1", Op: Op.Recv }) with { Client = "alan-1", User = _alan.User }] });
    }

    [Fact]
    public void A_page_that_is_given_to_a_stranger_breaks_11()
    {
        var eve = _world.Person("eve-1");
        _world.Say(_ada, _room, "secret");
        _world.Look(eve, _room);
        Breaks(11);
    }

    [Fact]
    public void A_message_of_somebody_who_left_breaks_12()
    {
        _world.Leave(_alan, _room);
        _world.Say(_alan, _room, "still here");
        Breaks(12);
    }

    [Fact]
    public void Something_after_the_end_of_a_room_breaks_13()
    {
        _world.Drop(_ada, _room);
        Breaks(13, run => run with
        {
            Lines = [.. run.Lines, new() { Client = "alan-1", User = _alan.User, Op = Op.Recv, Phase = Phase.Info, Room = _room, Source = Source.Live, Events = [new(4, EntryKind.Joined) { User = _alan.User }] }],
        });
    }

    [Fact]
    public void A_change_of_a_deleted_message_breaks_13()
    {
        var id = _world.Say(_ada, _room, "one");
        _world.Change(_ada, _room, id, EntryKind.Deleted);
        _world.Change(_alan, _room, id, EntryKind.Reacted);
        Breaks(13);
    }

    [Fact]
    public void An_unread_count_that_is_one_off_breaks_14()
    {
        _world.Say(_ada, _room, "one");
        _world.CountUnread(_alan, _room);
        Breaks(14, run => Change(run, line => line is { Client: "alan-1", Op: Op.Unread, Phase: Phase.Ok }, line => line with { Unread = line.Unread + 1 }));
    }

    [Fact]
    public void A_read_mark_that_falls_breaks_14()
    {
        _world.Say(_ada, _room, "one");
        _world.ReadUpTo(_alan, _room);
        _world.ReadUpTo(_alan, _room);
        Breaks(14, run => Change(run, line => line is { Client: "alan-1", Op: Op.Read, Phase: Phase.Ok, N: var n } && n == LastN(run, Op.Read), line => line with { ReadSeq = 2 }));
    }

    [Fact]
    public void A_number_that_stood_for_two_messages_breaks_15()
    {
        _world.Say(_ada, _room, "one");
        var stale = new SeenEvent(3, EntryKind.Posted) { Id = 3, Cid = Guid.NewGuid(), User = _alan.User, Hash = 1, Changed = 3 };
        Breaks(15, run => run with { Lines = [.. run.Lines, new() { Client = "ada-2", User = _ada.User, Op = Op.Recv, Phase = Phase.Info, Room = _room, Source = Source.Live, Events = [stale] }] });
    }

    [Fact]
    public void A_session_that_hears_something_after_its_end_breaks_16()
    {
        _world.Revoke(_ada, _adasOther);
        _world.Pass(2);
        _world.Say(_alan, _room, "one");
        Breaks(16, run => run with { Lines = [.. run.Lines, run.Lines.Last(line => line is { Client: "ada-1", Op: Op.Recv, UpTo: 3 }) with { Client = "ada-2", Sid = _adasOther.Sid }] });
    }

    [Fact]
    public void A_session_that_does_something_after_its_end_breaks_16()
    {
        _world.Revoke(_ada, _adasOther);
        _world.Pass(2);
        _world.Say(_adasOther, _room, "still here");
        Breaks(16);
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
    public void A_process_above_its_cap_breaks_17()
    {
        _world.Use(handles: 50, _world.Facts.ResidentBytesMax + 1);
        Breaks(17);
    }

    [Fact]
    public void Handles_that_stay_open_break_17() => Breaks(17, run => Change(run, line => line.Op == Op.Usage && line.T > run.Lines.First(mark => mark.Code == Marks.Final).T, line => line with { Top = 500 }));

    [Fact]
    public void A_send_that_fails_when_all_is_well_breaks_18() => Breaks(18, afterHealing: () => _world.SayIntoTheVoid(_ada, _room, "one", Guid.NewGuid(), isKept: false));

    [Fact]
    public void A_connected_client_that_stays_behind_breaks_18()
    {
        _world.Say(_ada, _room, "one");
        Breaks(18, run => Without(run, line => line is { Client: "alan-1", Op: Op.Recv, UpTo: 3 }));
    }

    [Fact]
    public void Presence_that_does_not_settle_breaks_18() => Breaks(18, run => Change(run, line => line.Op == Op.Presence, line => line with { Phase = Phase.Fail, Code = "2 of 3" }));

    [Fact]
    public void A_view_that_is_not_what_a_fresh_load_shows_breaks_19()
    {
        _world.Say(_ada, _room, "one");
        Breaks(19, run => Change(run, line => line is { Client: "alan-1", Op: Op.View }, line => line with { Hash = 1 }));
    }

    [Fact]
    public void A_fresh_load_that_is_not_what_the_tables_have_breaks_19()
    {
        _world.Say(_ada, _room, "one");
        Breaks(19, run => Change(run, line => line is { Client: "alan-1", Op: Op.View }, line => line with { Hash = 1, Fresh = 1 }));
    }

    [Fact]
    public void A_member_whom_the_log_does_not_know_breaks_19() =>
        Breaks(19, run => run with { Rooms = [.. run.Rooms.Select(room => room with { Members = [.. room.Members, new Stint(Guid.NewGuid(), 2, null)] })] });

    [Fact]
    public void A_hello_that_gives_a_part_of_the_gap_breaks_20()
    {
        _world.Cut(_alan);
        _world.Say(_ada, _room, "one");
        _world.Say(_ada, _room, "two");
        _world.Open(_alan);
        _world.Say(_ada, _room, "three");
        Breaks(20, run => Change(
            run, line => line is { Client: "alan-1", Op: Op.Connect, Conn: 2, Phase: Phase.Ok }, line => line with { Cursors = [.. line.Cursors!.Select(cursor => cursor with { UpTo = 3 })] }));
    }

    [Fact]
    public void An_answer_that_ends_before_the_cursor_breaks_20()
    {
        _world.Say(_ada, _room, "one");
        _world.Cut(_alan);
        _world.Open(_alan);
        Breaks(20, run => Change(
            run, line => line is { Client: "alan-1", Op: Op.Connect, Conn: 2, Phase: Phase.Ok }, line => line with { Cursors = [.. line.Cursors!.Select(cursor => cursor with { UpTo = 2 })] }));
    }

    [Fact]
    public void A_first_batch_that_leaves_a_hole_after_the_answer_breaks_20()
    {
        _world.Cut(_alan);
        _world.Open(_alan);
        _world.Say(_ada, _room, "one");
        _world.Say(_ada, _room, "two");
        Breaks(20, run => Without(run, line => line is { Client: "alan-1", Op: Op.Recv, UpTo: 3 }));
    }

    [Fact]
    public void A_member_who_is_told_that_their_room_is_gone_breaks_20()
    {
        _world.Cut(_alan);
        _world.Open(_alan);
        Breaks(20, run => Change(
            run, line => line is { Client: "alan-1", Op: Op.Connect, Conn: 2, Phase: Phase.Ok }, line => line with { Cursors = [.. line.Cursors!.Select(cursor => cursor with { Gone = true })] }));
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

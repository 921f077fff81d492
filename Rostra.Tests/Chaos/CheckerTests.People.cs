using Xunit;

namespace Rostra.Chaos;

// What people may do and see, and how it all ends: I11 to I19.
public sealed partial class CheckerTests
{
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
    public void A_process_above_its_cap_breaks_17()
    {
        _world.Use(handles: 50, _world.Facts.ResidentBytesMax + 1);
        Breaks(17);
    }

    [Fact]
    public void A_send_that_fails_when_all_is_well_breaks_18() => Breaks(18, afterHealing: () => _world.SayIntoTheVoid(_ada, _room, "one", Guid.NewGuid(), isKept: false));

    [Fact]
    public void A_send_that_stays_busy_when_all_is_well_breaks_18() => Breaks(18, afterHealing: () => _world.SayInVain(_ada, _room, "one", Guid.NewGuid(), "busy"));

    [Fact]
    public void A_send_that_is_busy_and_then_has_no_place_breaks_nothing()
    {
        var cid = Guid.NewGuid();
        _world.End(() =>
        {
            _world.Leave(_alan, _room);
            _world.SayInVain(_alan, _room, "one", cid, "busy");
            _world.SayInVain(_alan, _room, "one", cid, "notMember");
        });
        Assert.DoesNotContain(18, Broken(_world.Run()));
    }

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
}

using Xunit;

namespace Rostra.Chaos;

// What stands in the tables: I1 to I5.
public sealed partial class CheckerTests
{
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
    public void A_text_that_is_shown_after_its_deletion_breaks_5()
    {
        _world.Change(_ada, _room, _world.Say(_ada, _room, "one"), EntryKind.Deleted);
        Breaks(5, run => Show(run, "alan-1", seen => seen.Deleted ? seen with { Deleted = false, Hash = Digest.OfText("one") } : seen));
    }
}

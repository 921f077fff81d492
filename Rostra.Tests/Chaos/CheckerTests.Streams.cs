using Xunit;

namespace Rostra.Chaos;

// What clients were sent, in which order and how it joins: I6 to I10, I20.
public sealed partial class CheckerTests
{
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
}

using Xunit;

namespace Rostra.Crash;

public sealed class HistoryCheckTests
{
    private static readonly Guid Room = Guid.NewGuid();
    private static readonly Guid Author = Guid.NewGuid();
    private static readonly Guid First = Guid.NewGuid();
    private static readonly Guid Second = Guid.NewGuid();

    [Fact]
    public void A_history_without_fault_has_no_findings() => Assert.Empty(Found());

    [Fact]
    public void An_acknowledged_message_that_is_not_there_is_lost() =>
        Assert.Contains(Violation.Lost, Found(stored: [Message(2, First, "one")], shown: [Message(2, First, "one")]));

    [Fact]
    public void A_message_that_is_there_twice_is_doubled() =>
        Assert.Contains(Violation.Doubled, Found(stored: [Message(2, First, "one"), Message(3, Second, "two"), Message(4, First, "one")], head: 4));

    [Fact]
    public void A_message_acknowledged_at_two_places_is_doubled() =>
        Assert.Contains(Violation.Doubled, Found(acks: [new(2, "one", false), new(3, "one", true)]));

    [Fact]
    public void A_message_that_was_new_twice_is_doubled() =>
        Assert.Contains(Violation.Doubled, Found(acks: [new(2, "one", false), new(2, "one", false)]));

    [Fact]
    public void A_repeat_that_is_recognised_is_none() => Assert.Empty(Found(acks: [new(2, "one", false), new(2, "one", true)]));

    [Fact]
    public void Two_sends_of_one_client_that_changed_places_are_out_of_order() =>
        Assert.Contains(Violation.OutOfOrder, Found(
            stored: [Message(2, Second, "two"), Message(3, First, "one")], acks: [new(3, "one", false)], secondAck: new(2, "two", false)));

    [Fact]
    public void A_reading_that_does_not_ascend_is_out_of_order() =>
        Assert.Contains(Violation.OutOfOrder, Found(stored: [Message(3, Second, "two"), Message(2, First, "one")]));

    [Fact]
    public void Another_text_than_was_sent_is_found() =>
        Assert.Contains(Violation.Differing, Found(stored: [Message(2, First, "won"), Message(3, Second, "two")]));

    [Fact]
    public void A_number_that_is_nothing_is_lost() => Assert.Contains(Violation.Lost, Found(
        stored: [Message(2, First, "one"), Message(4, Second, "two")], secondAck: new(4, "two", false), head: 4,
        steps: [new(0, 1, true, false, [new(1, null)]), new(1, 4, false, false, [new(2, First), new(4, Second)])]));

    [Fact]
    public void Numbers_that_a_catch_up_may_swallow_are_none() => Assert.Empty(Found(
        stored: [Message(2, First, "one"), Message(4, Second, "two")], secondAck: new(4, "two", false), head: 4, others: 1,
        steps: [new(0, 1, true, false, [new(1, null)]), new(1, 4, false, false, [new(2, First), new(4, Second)])]));

    [Fact]
    public void A_gap_that_was_applied_is_lost() => Assert.Contains(Violation.Lost, Found(
        steps: [new(0, 1, true, false, [new(1, null)]), new(2, 3, true, false, [new(3, Second)])]));

    [Fact]
    public void A_live_batch_with_a_hole_is_out_of_order() => Assert.Contains(Violation.OutOfOrder, Found(
        steps: [new(0, 3, true, false, [new(1, null), new(3, Second)])]));

    [Fact]
    public void A_live_batch_that_falls_is_out_of_order() => Assert.Contains(Violation.OutOfOrder, Found(
        steps: [new(0, 3, true, false, [new(1, null), new(3, Second), new(2, First)])]));

    [Fact]
    public void A_catch_up_that_falls_is_out_of_order() => Assert.Contains(Violation.OutOfOrder, Found(
        steps: [new(0, 3, false, false, [new(1, null), new(3, Second), new(2, First)])]));

    [Fact]
    public void Two_messages_at_one_place_are_out_of_order() => Assert.Contains(Violation.OutOfOrder, Found(
        steps: [new(0, 3, true, false, [new(1, null), new(2, Second), new(3, First)])]));

    [Fact]
    public void A_view_that_stops_below_the_head_is_lost() => Assert.Contains(Violation.Lost, Found(
        steps: [new(0, 2, true, false, [new(1, null), new(2, First)])], shown: [Message(2, First, "one")]));

    [Fact]
    public void A_view_that_shows_less_is_lost() => Assert.Contains(Violation.Lost, Found(shown: [Message(2, First, "one")]));

    [Fact]
    public void A_view_that_shows_what_is_not_there_differs() => Assert.Contains(Violation.Differing, Found(
        shown: [Message(2, First, "one"), Message(3, Second, "two"), Message(4, Guid.NewGuid(), "three")]));

    [Fact]
    public void A_view_that_shows_an_older_version_differs() => Assert.Contains(Violation.Differing, Found(
        shown: [Message(2, First, "one"), Message(3, Second, "two") with { Reactions = "👍1", ChangedSeq = 5 }]));

    [Fact]
    public void A_reset_joins_from_nowhere() => Assert.Empty(Found(
        steps: [new(0, 1, true, false, [new(1, null)]), new(0, 3, false, true, [])]));

    private static IEnumerable<Violation> Found(
        Shown[]? stored = null, Ack[]? acks = null, Ack? secondAck = null, ViewStep[]? steps = null, Shown[]? shown = null, long head = 3, int others = 0)
    {
        var good = stored ?? [Message(2, First, "one"), Message(3, Second, "two")];
        var first = new Sent("ada", Room, 0, First, "one");
        first.Acks.AddRange(acks ?? [new(2, "one", false)]);
        var second = new Sent("ada", Room, 1, Second, "two");
        second.Acks.Add(secondAck ?? new(3, "two", false));
        var seen = steps ?? [new(0, 1, true, false, [new(1, null)]), new(1, 3, true, false, [new(2, First), new(3, Second)])];
        var transcript = new Transcript(
            [first, second], [new ClientView("alan", Room, seen, shown ?? good)], [new(Room, head, good, others)]);
        return HistoryCheck.Check(transcript).Select(finding => finding.Violation);
    }

    private static Shown Message(long id, Guid clientId, string text) => new(id, clientId, Author, text, id, "");
}

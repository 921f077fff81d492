using CsCheck;
using Xunit;

namespace Rostra.Realtime;

[Trait("Set", "slow")]
public sealed class TailTests
{
    [Fact]
    public void A_tail_shows_after_any_seq_what_the_log_shows() =>
        Gen.Select(Gen.Int[0, 9_999].Array[1, 300], Gen.Int[0, 50]).Sample((decisions, began) =>
        {
            var room = Played(decisions);
            var tail = new Tail(new TailBudget(1_000_000));
            tail.Begin(Math.Min(began, room.Head));
            for (var last = tail.End; last < room.Head; last = tail.End)
            {
                var upTo = Math.Min(last + 3, room.Head);
                tail.Append(new Interval(last, upTo, [.. room.Log.Skip((int)last).Take((int)(upTo - last))]));
            }

            for (var after = tail.Start; after <= tail.End; after++)
            {
                Assert.Equal(room.Page(after, int.MaxValue).Events!.Value.AsEnumerable(), tail.Fold(after));
            }
        }, iter: 300);

    [Fact]
    public void Extended_to_the_front_it_shows_the_same() =>
        Gen.Select(Gen.Int[0, 9_999].Array[10, 150], Gen.Int[0, 60]).Sample((decisions, start) =>
        {
            var room = Played(decisions);
            var began = room.Head / 2;
            var tail = new Tail(new TailBudget(1_000_000));
            tail.Begin(began);
            tail.Append(new Interval(began, room.Head, [.. room.Log.Skip((int)began)]));
            var after = Math.Min(start, began);

            tail.Prepend(after, room.Page(after, Tail.EntriesMax).Events!.Value);

            Assert.Equal(after, tail.Start);
            Assert.Equal(room.Page(after, int.MaxValue).Events!.Value.AsEnumerable(), tail.Fold(after));
        }, iter: 300);

    [Fact]
    public void What_was_removed_is_forgotten_and_what_is_younger_is_shown_as_before() =>
        Gen.Select(Gen.Int[0, 9_999].Array[1, 200], Gen.Int[0, 200]).Sample((decisions, removed) =>
        {
            var room = Played(decisions);
            var budget = new TailBudget(1_000_000);
            var tail = new Tail(budget);
            tail.Begin(0);
            tail.Append(new Interval(0, room.Head, [.. room.Log]));
            var upTo = Math.Min(removed, room.Head);

            tail.Trim(upTo);

            Assert.True(tail.Start >= upTo);
            for (var after = tail.Start; after <= tail.End; after++)
            {
                var shown = room.Page(after, int.MaxValue).Events!.Value.Where(happened => happened.Message is not { } message || message.Id > upTo);
                Assert.Equal(shown, tail.Fold(after));
            }
        }, iter: 300);

    [Fact]
    public void Without_budget_it_forgets_the_oldest_and_says_so()
    {
        var room = Played([.. Enumerable.Repeat(0, 50)]);
        var budget = new TailBudget(4_500);
        var tail = new Tail(budget);
        tail.Begin(0);

        tail.Append(new Interval(0, room.Head, [.. room.Log]));

        Assert.InRange(budget.Bytes, 1, 4_500);
        Assert.False(tail.ReachesTo(0));
        Assert.True(tail.ReachesTo(tail.Start));
        Assert.Equal(room.Head, tail.End);
        Assert.Equal(room.Log.Skip((int)tail.Start), tail.Fold(tail.Start));
        tail.Clear();
        Assert.Equal(0, budget.Bytes);
    }

    private static RoomModel Played(int[] decisions)
    {
        var room = new RoomModel();
        foreach (var decision in decisions)
        {
            var user = RoomModel.Users[decision / 10 % RoomModel.Users.Length];
            switch (decision % 10)
            {
                case < 6: room.Post(user); break;
                case < 9: room.Edit(decision / 10); break;
                default: room.Toggle(user); break;
            }
        }

        return room;
    }
}

using System.Diagnostics;
using Rostra.Hosting;
using Xunit;

namespace Rostra.Storage;

public sealed class HeldPoolTests
{
    private readonly HeldPool _rule = new();
    private long _now;

    [Fact]
    public void A_pool_that_works_is_not_held_however_much_waits() => Assert.Equal([false, false, false], [Look(10, 500), Look(11, 500), Look(12, 900)]);

    [Fact]
    public void Nor_is_one_that_has_nothing_to_do() => Assert.Equal([false, false], [Look(10, 0), Look(10, 0)]);

    [Fact]
    public void One_that_finishes_nothing_while_something_waits_is_held_and_for_a_while_after()
    {
        Assert.False(Look(10, 3));
        Assert.True(Look(10, 3));
        Assert.True(Look(40, 0));
        _now += (long)(HeldPool.Lasts.TotalSeconds * Stopwatch.Frequency);
        Assert.False(Look(90, 0));
    }

    private bool Look(long finished, long waiting) => _rule.IsHeld(finished, waiting, ++_now);
}

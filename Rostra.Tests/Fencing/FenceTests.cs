using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Rostra.Fencing;

public sealed class FenceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Where_nobody_watches_it_is_open()
    {
        var fence = new Fence(_time);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.True(fence.IsOpen);
    }

    [Fact]
    public void After_a_standstill_it_is_shut_before_any_timer_has_run_and_until_the_table_was_seen()
    {
        var fence = new Fence(_time);
        fence.Watch();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(fence.Pulse());
        Assert.True(fence.IsOpen);

        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.False(fence.IsOpen);
        Assert.False(fence.Pulse());
        Assert.True(fence.Pulse());
        Assert.False(fence.IsOpen);
        Assert.True(fence.IsInDoubt);

        fence.Confirm();
        Assert.True(fence.IsOpen);
    }

    [Fact]
    public void Closed_is_for_good()
    {
        var fence = new Fence(_time);
        fence.Watch();
        Assert.True(fence.Close());
        Assert.False(fence.Close());
        fence.Confirm();
        fence.Unwatch();
        fence.Watch();
        Assert.False(fence.IsOpen);
    }
}

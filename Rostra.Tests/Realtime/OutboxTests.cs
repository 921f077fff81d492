using Microsoft.AspNetCore.SignalR;
using Xunit;

namespace Rostra.Realtime;

public sealed class OutboxTests
{
    private static readonly TimeSpan Start = TimeSpan.FromHours(1);

    private readonly Outbox _outbox = new(1_000, TimeSpan.FromSeconds(5));

    [Fact]
    public void Nothing_is_pumped_before_the_gate_opens()
    {
        Assert.True(_outbox.Add([FrameOf(10)], Start, out var shallPump));
        Assert.False(shallPump);

        Assert.True(_outbox.Open(Start));
        Assert.NotNull(_outbox.Peek());
    }

    [Fact]
    public void One_pump_at_a_time_takes_the_frames_in_order()
    {
        _outbox.Open(Start);
        var (first, second) = (FrameOf(1), FrameOf(2));

        _outbox.Add([first], Start, out var shallPump);
        _outbox.Add([second], Start, out var shallPumpAgain);

        Assert.Equal((true, false), (shallPump, shallPumpAgain));
        Assert.Same(first, _outbox.Peek());
        _outbox.Sent();
        Assert.Same(second, _outbox.Peek());
        _outbox.Sent();
        Assert.Null(_outbox.Peek());
        _outbox.Add([first], Start, out shallPump);
        Assert.True(shallPump);
    }

    [Fact]
    public void More_bytes_than_the_limit_are_too_slow_also_while_one_frame_is_being_written()
    {
        _outbox.Open(Start);
        Assert.True(_outbox.Add([FrameOf(900)], Start, out _));
        _outbox.Peek();

        Assert.False(_outbox.Add([FrameOf(101)], Start, out _));
    }

    [Fact]
    public void The_oldest_unsent_frame_counts_not_the_last_progress()
    {
        _outbox.Open(Start);
        _outbox.Add([FrameOf(1), FrameOf(1)], Start, out _);
        _outbox.Peek();
        _outbox.Sent();

        Assert.False(_outbox.IsStale(Start + TimeSpan.FromSeconds(5)));
        Assert.True(_outbox.IsStale(Start + TimeSpan.FromSeconds(5.1)));
    }

    [Fact]
    public void Waiting_for_the_gate_is_not_slowness()
    {
        _outbox.Add([FrameOf(1)], Start, out _);
        Assert.False(_outbox.IsStale(Start + TimeSpan.FromSeconds(8)));

        _outbox.Open(Start + TimeSpan.FromSeconds(8));

        Assert.False(_outbox.IsStale(Start + TimeSpan.FromSeconds(9)));
    }

    private static Frame FrameOf(int bytes) => new(new SerializedHubMessage([]), bytes);
}

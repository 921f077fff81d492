using Rostra.Clients;
using Xunit;

namespace Rostra.Crash;

public sealed class RoomViewTests
{
    private readonly RoomView _view = new(Guid.NewGuid());

    [Fact]
    public void An_interval_that_joins_is_applied()
    {
        Assert.True(_view.Apply(Interval(0, 2, Posted(2)), isLive: true));
        Assert.Equal(2, _view.Known);
        Assert.Equal([2L], Shown());
    }

    [Fact]
    public void An_interval_behind_a_hole_waits()
    {
        Assert.False(_view.Apply(Interval(1, 2, Posted(2)), isLive: true));
        Assert.Equal(0, _view.Known);
        Assert.Empty(Shown());
    }

    [Fact]
    public void What_is_known_is_not_applied_again()
    {
        _view.Apply(Interval(0, 3, Posted(3, text: "new", changed: 3)), isLive: true);
        Assert.True(_view.Apply(Interval(0, 2, Posted(2)), isLive: true));
        Assert.Equal([3L], Shown());
    }

    [Fact]
    public void Of_two_versions_the_later_wins_wherever_it_came_from()
    {
        _view.Reset(5, [Message(2, "edited", 5)]);
        _view.Apply(Interval(5, 6, new WireEvent("messageChanged", 6, Message(2, "older", 4), null)), isLive: true);
        Assert.Equal("edited", _view.Of("ada").Messages.Single().Text);
    }

    private IEnumerable<long> Shown() => _view.Of("ada").Messages.Select(message => message.Id);

    private WireInterval Interval(long after, long upTo, params WireEvent[] events) => new(_view.Room, after, upTo, events, false, false, false, null);

    private WireEvent Posted(long seq, string text = "hello", long? changed = null) => new("messagePosted", seq, Message(seq, text, changed ?? seq), null);

    private Message Message(long id, string text, long changed) =>
        new(_view.Room, id, Guid.NewGuid(), new(Guid.NewGuid(), "ada"), text, DateTimeOffset.UnixEpoch, null, null, [], changed);
}

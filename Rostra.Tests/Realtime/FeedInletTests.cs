using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Rostra.Realtime;

public sealed class FeedInletTests
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    private readonly RoomModel _room = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly ModelClient _client;
    private readonly FeedInlet _inlet;
    private int _taken;
    private long _sent;

    public FeedInletTests()
    {
        _room.Toggle(RoomModel.Users[0]);
        _client = new ModelClient(_room, RoomModel.Users[0].Id);
        var feed = new Feed(RoomModel.RoomId, _ => [_client], new TailBudget(20_000), new FeedTimes { RestPerConnection = Rest }, _clock);
        _client.Admission = feed.Admit(_client);
        var attach = Assert.IsType<FeedCall.Attach>(feed.Next());
        feed.Attached(attach, _room.Position(attach.Users));
        _sent = _room.Head;
        _inlet = new FeedInlet(feed, _clock, () => _taken++, fault => Assert.Fail($"{fault}"));
    }

    [Fact]
    public void The_first_goes_on_at_once_and_what_comes_on_its_heels_goes_together()
    {
        Say();
        Assert.Equal(1, Batches);

        Say();
        Say();
        Say();
        Assert.Equal(1, Batches);

        _clock.Advance(Rest);
        Assert.Equal(2, Batches);
        Assert.Equal(3, Assert.IsType<IntervalBatch>(_client.Heard[^1]).Events.Length);
        Assert.Equal(_room.Head, _client.Known);

        _clock.Advance(Rest);
        Say();
        Assert.Equal(3, Batches);
        Assert.Equal(3, _taken);
    }

    [Fact]
    public void No_more_wait_than_the_limit()
    {
        Say();
        for (var more = 0; more < FeedInlet.WaitingMax; more++)
        {
            Say();
        }

        Assert.Equal(_room.Head, _client.Known);
        _clock.Advance(Rest);
        Assert.Equal(_room.Head, _client.Known);
    }

    private int Batches => _client.Heard.OfType<IntervalBatch>().Count();

    private void Say()
    {
        _room.Post(RoomModel.Users[0]);
        _inlet.Take(_room.Batch(_sent));
        _sent = _room.Head;
    }
}

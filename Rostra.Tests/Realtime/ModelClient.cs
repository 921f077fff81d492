using Rostra.Messages;
using Xunit;

namespace Rostra.Realtime;

/// <summary>A connection that applies what it hears as a client does, and checks that it may hear it.</summary>
internal sealed class ModelClient(RoomModel room, Guid userId) : IListener
{
    private bool _isClosed;
    private long? _leftAt;

    public Guid UserId => userId;

    public long? Known { get; private set; }

    public bool IsInside { get; private set; }

    public int Greetings { get; private set; }

    public Dictionary<long, Message> Messages { get; private set; } = [];

    public List<Batch> Heard { get; } = [];

    public Task<bool>? Admission { get; set; }

    public void Close() => _isClosed = true;

    public bool Enter(Guid roomId) => !_isClosed;

    public void Exit(Guid roomId)
    {
    }

    public void Send(Delivery delivery)
    {
        Assert.False(_isClosed && !IsInside, "heard something after its end");
        Heard.Add(delivery.Batch);
        switch (delivery.Batch)
        {
            case IntervalBatch interval:
                Apply(interval);
                break;
            case ResetBatch reset:
                Start(reset.LastSeq);
                break;
            case PersonalBatch { Events: [RoomJoined joined] }:
                Assert.False(IsInside, "told twice of one joining");
                Greetings++;
                _leftAt = null;
                Start(joined.Room.LastSeq);
                break;
            case PersonalBatch { Events: [RoomLeft left] }:
                Assert.True(IsInside || Known is null);
                Assert.Equal(Known ?? left.Seq, left.Seq);
                (IsInside, Known, _leftAt) = (false, null, left.Seq);
                Assert.DoesNotContain(Messages.Values, message => message.ChangedSeq > left.Seq);
                break;
        }
    }

    private void Start(long seq)
    {
        Messages = room.At(seq);
        (Known, IsInside) = (seq, true);
    }

    private void Apply(IntervalBatch interval)
    {
        if (_leftAt is not null)
        {
            Assert.Fail("heard the room after leaving it");
        }

        if (Known is null)
        {
            Start(interval.After);
        }

        Assert.Equal(Known, interval.After);
        Assert.True(interval.UpTo > interval.After);
        Assert.All(interval.Events, happened => Assert.InRange(happened.Seq, interval.After + 1, interval.UpTo));
        foreach (var message in interval.Events.OfMessages())
        {
            if (!Messages.TryGetValue(message.Id, out var mine) || mine.ChangedSeq <= message.ChangedSeq)
            {
                Messages[message.Id] = message;
            }
        }

        Known = interval.UpTo;
    }
}

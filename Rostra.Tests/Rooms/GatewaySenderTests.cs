using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Rostra.Realtime;
using Rostra.Users;
using Xunit;

namespace Rostra.Rooms;

public sealed class GatewaySenderTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StubbornGateway _gateway = new();

    [Fact]
    public async Task What_comes_while_a_call_is_under_way_goes_together_in_the_next()
    {
        var sender = Sender();
        var room = Guid.NewGuid();
        sender.Send(Batch(room, 0, 1));
        var first = await _gateway.Next();
        sender.Send(Batch(room, 1, 2));
        sender.Send(Batch(room, 2, 3));
        first.Answer.SetResult();

        var second = await _gateway.Next();
        Assert.Equal([1], first.Batches.Select(batch => batch.UpTo));
        Assert.Equal([2, 3], second.Batches.Select(batch => batch.UpTo));
        second.Answer.SetResult();
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_told_where_the_heads_are_and_no_more()
    {
        var sender = Sender();
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        sender.Send(Batch(one, 0, 1));
        var first = await _gateway.Next();
        sender.Send(Batch(one, 1, 4));
        sender.Send(Batch(other, 6, 7));
        first.Answer.SetException(new TimeoutException());

        var second = await Advance(_gateway.Next());
        Assert.Equal([(4L, 4L, 0), (7L, 7L, 0)], second.Batches.Select(batch => (batch.After, batch.UpTo, batch.Events.Length)).Order());
        second.Answer.SetResult();

        sender.Send(Batch(one, 4, 5));
        Assert.Single((await _gateway.Next()).Batches[0].Events);
    }

    private GatewaySender Sender() => new(Guid.NewGuid(), _gateway, _time, NullLogger.Instance, TestContext.Current.CancellationToken);

    private async Task<T> Advance<T>(Task<T> until)
    {
        while (!until.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        return await until;
    }

    private static RoomBatch Batch(Guid room, long after, long upTo) => new(
        room, Guid.Empty, after, upTo,
        [.. Enumerable.Range(1, (int)(upTo - after)).Select(i => new MemberLeft(after + i, new UserRef(Guid.Empty, "ada")))]);

    /// <summary>Answers each call when the test says so.</summary>
    private sealed class StubbornGateway : IGatewayObserver
    {
        private readonly System.Threading.Channels.Channel<(ImmutableArray<RoomBatch> Batches, TaskCompletionSource Answer)> _calls =
            System.Threading.Channels.Channel.CreateUnbounded<(ImmutableArray<RoomBatch>, TaskCompletionSource)>();

        public Task Receive(ImmutableArray<RoomBatch> batches)
        {
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _calls.Writer.TryWrite((batches, answer));
            return answer.Task;
        }

        public Task Notify(ImmutableArray<PersonNotice> notices) => Task.CompletedTask;

        public Task SilosChanged(long version) => Task.CompletedTask;

        public Task SessionEnded(Guid sessionId, SessionEnd reason) => Task.CompletedTask;

        public Task<(ImmutableArray<RoomBatch> Batches, TaskCompletionSource Answer)> Next() => _calls.Reader.ReadAsync().AsTask();
    }
}

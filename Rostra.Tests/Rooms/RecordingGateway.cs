using System.Collections.Immutable;
using System.Threading.Channels;
using Rostra.Realtime;
using Xunit;

namespace Rostra.Rooms;

/// <summary>A gateway that only writes down what it hears.</summary>
internal sealed class RecordingGateway : IGatewayObserver
{
    private readonly Lock _lock = new();
    private readonly Channel<PersonNotice> _notices = Channel.CreateUnbounded<PersonNotice>();
    private readonly Channel<RoomBatch> _farewells = Channel.CreateUnbounded<RoomBatch>();
    private readonly List<RoomBatch> _heard = [];
    private readonly List<(Guid RoomId, long Seq, TaskCompletionSource<List<RoomBatch>> Heard)> _waiting = [];

    public Task Receive(ImmutableArray<RoomBatch> batches)
    {
        lock (_lock)
        {
            _heard.AddRange(batches);
            foreach (var farewell in batches.Where(batch => batch.Detached))
            {
                _farewells.Writer.TryWrite(farewell);
            }
            foreach (var waiting in _waiting.Where(one => Reaches(one.RoomId, one.Seq)))
            {
                waiting.Heard.TrySetResult(Of(waiting.RoomId));
            }
        }
        return Task.CompletedTask;
    }

    public Task Notify(ImmutableArray<PersonNotice> notices)
    {
        foreach (var notice in notices)
        {
            _notices.Writer.TryWrite(notice);
        }
        return Task.CompletedTask;
    }

    /// <summary>The end of an activation of the room.</summary>
    public async Task<RoomBatch> Detached(Guid roomId)
    {
        while (true)
        {
            if (await _farewells.Reader.ReadAsync(TestContext.Current.CancellationToken) is var farewell && farewell.RoomId == roomId)
            {
                return farewell;
            }
        }
    }

    /// <summary>The next notice that it has heard, or hears.</summary>
    public Task<PersonNotice> Notice() => _notices.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();

    public Task SilosChanged(long version) => Task.CompletedTask;

    public Task SessionEnded(Guid sessionId, SessionEnd reason) => Task.CompletedTask;

    public Task<List<RoomBatch>> HeardUpTo(Guid roomId, long seq)
    {
        lock (_lock)
        {
            var heard = new TaskCompletionSource<List<RoomBatch>>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Reaches(roomId, seq))
            {
                heard.SetResult(Of(roomId));
            }
            _waiting.Add((roomId, seq, heard));
            return heard.Task;
        }
    }

    private bool Reaches(Guid roomId, long seq) => _heard.Any(batch => batch.RoomId == roomId && batch.UpTo >= seq);

    private List<RoomBatch> Of(Guid roomId) => [.. _heard.Where(batch => batch.RoomId == roomId)];
}

namespace Rostra.Realtime;

/// <summary>
/// Brings a room's batches to its feed. The first goes on at once; what comes while many listeners are still being written to goes on together afterwards, because a
/// frame costs each socket the same, however many events are in it.
/// </summary>
internal sealed class FeedInlet(Feed feed, TimeProvider clock, Action taken, Action<Exception> failed)
{
    /// <summary>With so many waiting, nobody rests.</summary>
    public const int WaitingMax = 200;

    private readonly Lock _lock = new();
    private readonly List<RoomBatch> _waiting = [];
    private ITimer? _timer;

    public void Take(RoomBatch batch)
    {
        lock (_lock)
        {
            _waiting.Add(batch);
            if (_timer is not null && _waiting.Count < WaitingMax)
            {
                return;
            }

            if (_timer is null && feed.Rest is { Ticks: > 0 } rest)
            {
                _timer = clock.CreateTimer(_ => Rested(), null, rest, Timeout.InfiniteTimeSpan);
                return;
            }

            PassOn();
        }

        taken();
    }

    // Nobody awaits a timer: what went wrong would end the process. What is lost so is seen by the next batch, or the room's head.
    private void Rested()
    {
        try
        {
            lock (_lock)
            {
                _timer?.Dispose();
                _timer = null;
                PassOn();
            }

            taken();
        }
        catch (Exception fault)
        {
            failed(fault);
        }
    }

    private void PassOn()
    {
        if (_waiting.Count > 0)
        {
            RoomBatch[] batches = [.. _waiting];
            _waiting.Clear();
            feed.Take(batches);
        }
    }
}

using Rostra.History;
using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>What a feed's tail knows for those who were away.</summary>
internal sealed partial class Feed
{
    /// <summary>How far the room has come here, if that is known.</summary>
    public long? Last
    {
        get
        {
            lock (_lock)
            {
                return _isEnded ? null : _stream.Last;
            }
        }
    }

    /// <summary>What happened after a seq, where the tail reaches back to it.</summary>
    public (long UpTo, ImmutableArray<RoomEvent> Events)? CatchUp(long after)
    {
        lock (_lock)
        {
            return !_isEnded && _stream.Last is not null && _tail.ReachesTo(after) ? (_tail.End, _tail.Fold(after)) : null;
        }
    }

    /// <summary>From where the log must be read so that the tail reaches back to a seq; null when that is too far.</summary>
    public long? TailShouldStartAt(long after)
    {
        lock (_lock)
        {
            return !_isEnded && _stream.Last is { } last && after < _tail.Start && last - after <= Tail.EntriesMax
                ? Math.Max(0, last - Tail.EntriesMax)
                : null;
        }
    }

    /// <summary>Extends the tail to the front, if the page joins it and shows nothing that the stream has not passed: who leaves before that must not see it.</summary>
    public void Extend(Changes page)
    {
        lock (_lock)
        {
            if (!_isEnded && _stream.Last is { } last && page is { After: { } after, UpTo: { } upTo, Events: { } events, Deleted: false }
                && page.Epoch == _epoch && page.LastSeq <= last && upTo >= _tail.Start && events.OfMessages().All(message => message.ChangedSeq <= last))
            {
                _tail.Prepend(after, events);
            }
        }
    }
}

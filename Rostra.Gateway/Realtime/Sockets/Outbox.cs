namespace Rostra.Realtime;

/// <summary>What a connection has still to be sent, in order and within limits. One pump at a time takes from it.</summary>
internal sealed class Outbox(long bytesMax, TimeSpan ageMax)
{
    private readonly Lock _lock = new();
    private Queue<(Frame Frame, TimeSpan Since)>? _frames; // Most connections are idle: no queue before the first frame.
    private TimeSpan _openedAt;
    private long _bytes;
    private bool _isOpen;
    private bool _isPumped;
    private bool _isClosed;

    /// <summary>What is still to be sent; 0 once it is closed.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _isClosed ? 0 : _bytes;
            }
        }
    }

    /// <summary>Takes frames in. False: there is more than the limit now, the connection is too slow.</summary>
    /// <param name="shallPump">A pump must be started.</param>
    public bool Add(ImmutableArray<Frame> frames, TimeSpan now, out bool shallPump)
    {
        lock (_lock)
        {
            shallPump = false;
            if (_isClosed)
            {
                return true;
            }

            _frames ??= new(4);
            foreach (var frame in frames)
            {
                _frames.Enqueue((frame, now));
                _bytes += frame.Bytes;
            }

            shallPump = StartPump();
            return _bytes <= bytesMax;
        }
    }

    /// <summary>Nothing is pumped before this. True: a pump must be started.</summary>
    public bool Open(TimeSpan now)
    {
        lock (_lock)
        {
            (_isOpen, _openedAt) = (true, now);
            return StartPump();
        }
    }

    /// <summary>The next frame, which stays in the count until <see cref="Sent"/>; null: the pump ends.</summary>
    public Frame? Peek()
    {
        lock (_lock)
        {
            if (!_isClosed && _frames!.TryPeek(out var next))
            {
                return next.Frame;
            }

            _isPumped = false;
            return null;
        }
    }

    /// <returns>When it was taken in; null: nobody counts any more.</returns>
    public TimeSpan? Sent()
    {
        lock (_lock)
        {
            if (_isClosed || !_frames!.TryDequeue(out var sent))
            {
                return null;
            }

            _bytes -= sent.Frame.Bytes;
            return sent.Since > _openedAt ? sent.Since : _openedAt; // Waiting for the gate does not count.
        }
    }

    /// <summary>Whether the oldest unsent frame has waited too long; waiting for the gate does not count.</summary>
    public bool IsStale(TimeSpan now)
    {
        lock (_lock)
        {
            return _isOpen && !_isClosed && _frames is not null && _frames.TryPeek(out var oldest)
                && now - (oldest.Since > _openedAt ? oldest.Since : _openedAt) > ageMax;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _frames?.Clear();
            _bytes = 0;
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            _frames = null;
        }
    }

    private bool StartPump()
    {
        if (!_isOpen || _isPumped || _isClosed || _frames is not { Count: > 0 })
        {
            return false;
        }

        return _isPumped = true;
    }
}

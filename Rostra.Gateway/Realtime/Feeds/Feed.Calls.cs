using Rostra.History;

namespace Rostra.Realtime;

/// <summary>What the feed needs of the cluster: its place among the room's listeners, and what it has missed.</summary>
internal sealed partial class Feed
{
    private readonly BackOff _callPause = new(times);
    private readonly BackOff _fetchPause = new(times);
    private Guid? _epoch;
    private Guid? _activation;
    private bool _isAttached;
    private bool _isCalling;
    private bool _isFetching;
    private int _life;
    private long _expected;
    private TimeSpan _expectedBy;
    private TimeSpan _attachAt;
    private TimeSpan _renewAt;
    private TimeSpan? _emptySince;

    /// <summary>A call to be made now, if there is one; never two of the same kind at once.</summary>
    public FeedCall? Next()
    {
        lock (_lock)
        {
            return _isEnded ? null : (FeedCall?)NextFetch() ?? NextCall();
        }
    }

    public void Attached(FeedCall.Attach asked, RoomPosition position)
    {
        lock (_lock)
        {
            Answered(isAttached: true);
            _activation = position.Activation;
            if (_epoch is { } epoch && epoch != position.Epoch)
            {
                Reset();
            }

            _epoch = position.Epoch;
            Reported(position);
            Stand(position.Head, asked.Last);
            _admissions.Answer(asked.Users, position.NotMembers, position.Head, _stream.Began);
            Go();
        }
    }

    public void Renewed(FeedCall.Renew asked, RoomPosition? position)
    {
        lock (_lock)
        {
            Answered(isAttached: position is not null && position.Activation == _activation);
            if (!_isAttached)
            {
                Reattach(TimeSpan.Zero);
            }
            else
            {
                Reported(position!);
                Stand(position!.Head, asked.Last);
                Go();
            }
        }
    }

    public void Fetched(FeedCall.Fetch asked, Changes page)
    {
        lock (_lock)
        {
            _isFetching = false;
            if (_isEnded || asked.Life != _life)
            {
                return;
            }

            var isOtherEpoch = _epoch is { } epoch && epoch != page.Epoch;
            var before = _stream.Missing;
            if (isOtherEpoch || !_stream.TakePage(page.Counting(_online.Count), _joined))
            {
                Reset();
                return;
            }

            Go();
            if (_stream.Missing == before)
            {
                _fetchPause.Failed(Now);
            }
            else
            {
                _fetchPause.Succeeded();
            }
        }
    }

    /// <summary>Nobody listens here any more, and the room knows; unless somebody has come meanwhile.</summary>
    public void Detached()
    {
        lock (_lock)
        {
            Answered(isAttached: false);
            if (_audience.IsEmpty && _admissions.IsEmpty)
            {
                End();
            }
            else
            {
                Reattach(TimeSpan.Zero);
            }
        }
    }

    /// <summary>The room may have moved: it is asked within a moment, not all rooms at the same.</summary>
    public void RenewSoon()
    {
        lock (_lock)
        {
            var soon = Now + (times.ReattachSpread * Random.Shared.NextDouble());
            _renewAt = soon < _renewAt ? soon : _renewAt;
        }
    }

    public void Failed(FeedCall call)
    {
        lock (_lock)
        {
            if (call is FeedCall.Fetch)
            {
                _isFetching = false;
                _fetchPause.Failed(Now);
                return;
            }

            _isCalling = false;
            _admissions.Unask();
            _callPause.Failed(Now);
        }
    }

    private FeedCall.Fetch? NextFetch()
    {
        if (_expected > _stream.Last && Now >= _expectedBy)
        {
            _stream.HeadIs(_expected);
        }

        if (_isFetching || _stream.Missing is not { } after || Now < _fetchPause.NotBefore)
        {
            return null;
        }

        _isFetching = true;
        return new FeedCall.Fetch(after, _life);
    }

    private FeedCall? NextCall()
    {
        var isEmpty = _audience.IsEmpty && _admissions.IsEmpty;
        _emptySince = isEmpty ? _emptySince ?? Now : null;
        if (_isCalling || Now < _callPause.NotBefore)
        {
            return null;
        }

        FeedCall? call = isEmpty && Now >= _emptySince + times.Linger ? new FeedCall.Detach()
            : _admissions.AnyUnasked || (!isEmpty && !_isAttached && Now >= _attachAt) ? Attach()
            : _isAttached && (HasNews || (!isEmpty && Now >= _renewAt)) ? new FeedCall.Renew(_stream.Last, Report())
            : null;
        _isCalling = call is not null;
        return call;
    }

    private FeedCall.Attach Attach()
    {
        var users = _admissions.Ask().ToHashSet();
        if (!_isAttached)
        {
            users.UnionWith(_audience.Users);
        }

        return new FeedCall.Attach([.. users], _stream.Last, Report());
    }

    private void Answered(bool isAttached)
    {
        _isCalling = false;
        _isAttached = isAttached;
        _callPause.Succeeded();
        _renewAt = Now + (times.RenewEvery * (0.9 + (Random.Shared.NextDouble() / 5)));
    }

    private void Reattach(TimeSpan within)
    {
        _isAttached = false;
        _crowd.Forget();
        _attachAt = Now + (within * Random.Shared.NextDouble());
    }

    /// <param name="lastWhenAsked">Batches may have come between question and answer; only a head below this one is strange.</param>
    private void Stand(long head, long? lastWhenAsked)
    {
        if (_stream.Last is null)
        {
            Begin(head);
        }
        else if (head < lastWhenAsked)
        {
            _stream.Doubt(); // A restored database, or an activation that was overtaken: the log will tell.
        }
        else
        {
            Expect(head);
        }
    }

    private void Expect(long head)
    {
        if (head > _stream.Last && head > _expected)
        {
            _expected = head;
            _expectedBy = Now + times.HeadPatience;
        }
    }
}

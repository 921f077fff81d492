namespace Rostra.Realtime;

/// <summary>
/// What this gateway knows of one person's notices: whether it is told them, and whether it has missed one. It asks nobody itself; <see cref="Next"/> says what
/// must be asked.
/// </summary>
internal sealed class PersonLine(Guid userId, FeedTimes times, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly BackOff _pause = new(times);
    private TaskCompletionSource _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PersonPosition? _known;
    private PersonPosition? _early;
    private bool _isAttached;
    private bool _isCalling;
    private bool _isStale;
    private long _promised;
    private TimeSpan _promisedBy;
    private TimeSpan _attachAt;
    private TimeSpan _renewAt;
    private TimeSpan? _emptySince;

    public Guid UserId => userId;

    /// <summary>Nobody of this person is here any more: another line must be made.</summary>
    public bool IsEnded { get; private set; }

    private TimeSpan Now => clock.GetElapsedTime(0);

    /// <summary>Completes when notices come: whatever is read after that misses none.</summary>
    public Task Attached
    {
        get
        {
            lock (_lock)
            {
                return _attached.Task;
            }
        }
    }

    /// <param name="isHere">Whether the person has a socket on this gateway.</param>
    public PersonCall? Next(bool isHere)
    {
        lock (_lock)
        {
            _emptySince = isHere ? null : _emptySince ?? Now;
            if (_isCalling || IsEnded || Now < _pause.NotBefore)
            {
                return null;
            }
            if (_promised > _known?.Version && Now >= _promisedBy)
            {
                _isStale = true;
                _known = _known with { Version = _promised };
            }

            PersonCall? call = !isHere ? (Now >= _emptySince + times.Linger ? PersonCall.Detach : null)
                : !_isAttached ? (Now >= _attachAt ? PersonCall.Attach : null)
                : _isStale ? PersonCall.Reread
                : Now >= _renewAt ? PersonCall.Renew
                : null;
            _isCalling = call is not null;
            _isStale &= call is not PersonCall.Reread; // Missed again meanwhile: read again after it.
            return call;
        }
    }

    /// <summary>True: it is news.</summary>
    public bool Take(PersonNotice notice)
    {
        lock (_lock)
        {
            if (notice is PersonDetached)
            {
                Lose(notice.Activation == _known?.Activation ? times.ReattachSpread * Random.Shared.NextDouble() : TimeSpan.Zero);
                return false;
            }
            if (_known is null)
            {
                _early = new PersonPosition(notice.Activation, notice.Version); // The answer to the first attaching is on its way.
                return true;
            }
            if (notice.Activation != _known.Activation)
            {
                _isStale = true;
                return true;
            }
            if (notice.Version <= _known.Version)
            {
                return false;
            }
            _isStale |= notice.Version > _known.Version + 1;
            _known = _known with { Version = notice.Version };
            return true;
        }
    }

    public void Answered(PersonCall call, PersonPosition? position)
    {
        lock (_lock)
        {
            _isCalling = false;
            _pause.Succeeded();
            switch (call)
            {
                case PersonCall.Attach:
                    _isStale |= _known is not null && _known != position;
                    _known = _early?.Activation == position!.Activation && _early.Version > position.Version ? _early : position;
                    (_isAttached, _early, _promised) = (true, null, 0);
                    RenewLater();
                    _attached.TrySetResult();
                    break;
                case PersonCall.Renew when position?.Activation == _known?.Activation:
                    RenewLater();
                    (_promised, _promisedBy) = (position!.Version, Now + times.HeadPatience); // The notice is mostly on its way already.
                    break;
                case PersonCall.Renew:
                    Lose(TimeSpan.Zero);
                    break;
                case PersonCall.Detach:
                    IsEnded = true;
                    _attached.TrySetResult(); // Who waits looks for the line again.
                    break;
            }
        }
    }

    /// <summary>The person's grain may have moved.</summary>
    public void RenewSoon()
    {
        lock (_lock)
        {
            var soon = Now + (times.ReattachSpread * Random.Shared.NextDouble());
            _renewAt = soon < _renewAt ? soon : _renewAt;
        }
    }

    public void Failed(PersonCall call)
    {
        lock (_lock)
        {
            _isCalling = false;
            _isStale |= call is PersonCall.Reread;
            _pause.Failed(Now);
        }
    }

    private void RenewLater() => _renewAt = Now + (times.RenewEvery * (0.9 + (Random.Shared.NextDouble() / 5)));

    private void Lose(TimeSpan wait)
    {
        if (_isAttached)
        {
            _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        (_isAttached, _attachAt) = (false, Now + wait);
    }
}

/// <summary>What a line wants to be asked of the cluster.</summary>
internal enum PersonCall
{
    Attach,
    Renew,
    Detach,

    /// <summary>Read the person's rooms and marks: a notice about them was missed.</summary>
    Reread,
}

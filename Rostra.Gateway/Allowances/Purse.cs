namespace Rostra.Allowances;

/// <summary>What came of asking a purse at once.</summary>
internal enum Toll
{
    Paid,

    /// <summary>The bucket was empty a moment ago: there is no need to ask again before the wait is over.</summary>
    OverRate,

    /// <summary>Only the grain knows: stand in line.</summary>
    Unknown,

    /// <summary>This purse is forgotten, take another.</summary>
    Gone,
}

/// <summary>
/// One person's tokens of one kind at this gateway. With a lease at hand a token costs a lock; without one, who comes stands in line until the grain has
/// answered, and is served in the order of coming, so that sends keep theirs.
/// </summary>
/// <param name="lease">Asks the grain: how many are wanted, how many were not spent. Null: it was not reached.</param>
internal sealed class Purse(Func<int, int, Task<AllowanceLease?>> lease, TimeProvider clock)
{
    /// <summary>Who stands in line beyond it is over the rate.</summary>
    public const int LineMax = 10_000;

    /// <summary>When the grain cannot be reached the gateway gives so much by itself, in this time: a cluster in trouble must not silence people who do no harm.</summary>
    public const int OwnTokens = 20;
    public static readonly TimeSpan OwnFor = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<Action<TimeSpan>> _line = new();
    private int _tokens;
    private TimeSpan _spendUntil;
    private TimeSpan _emptyUntil;
    private bool _isServing;
    private bool _isGone;

    private TimeSpan Now => clock.GetElapsedTime(0);

    public Toll TryTake(out TimeSpan wait)
    {
        lock (_lock)
        {
            wait = default;
            return _isGone ? Toll.Gone : _isServing ? Toll.Unknown : Look(out wait);
        }
    }

    /// <summary>Stands in line; <paramref name="then"/> is told zero, or how long to wait. False: this purse is gone.</summary>
    public bool Take(Action<TimeSpan> then)
    {
        bool isFull, isIdle = false;
        lock (_lock)
        {
            if (_isGone)
            {
                return false;
            }

            isFull = _line.Count >= LineMax;
            if (!isFull)
            {
                _line.Enqueue(then);
                isIdle = !_isServing;
                _isServing = true;
            }
        }

        if (isFull)
        {
            then(OwnFor);
        }
        else if (isIdle)
        {
            _ = Serve();
        }

        return true;
    }

    /// <summary>A token that was not needed after all.</summary>
    public void GiveBack()
    {
        lock (_lock)
        {
            _tokens += Now < _spendUntil ? 1 : 0;
        }
    }

    /// <summary>True: nobody needs it, and from now on it takes nobody in.</summary>
    public bool TryForget()
    {
        lock (_lock)
        {
            return _isGone = _isGone || (!_isServing && Now >= _spendUntil && Now >= _emptyUntil);
        }
    }

    private Toll Look(out TimeSpan wait)
    {
        var now = Now;
        wait = default;
        if (_tokens > 0 && now < _spendUntil)
        {
            _tokens--;
            return Toll.Paid;
        }

        wait = _emptyUntil - now;
        return wait > TimeSpan.Zero ? Toll.OverRate : Toll.Unknown;
    }

    private async Task Serve()
    {
        while (Next() is { } who)
        {
            if (who.Then is { } then)
            {
                then(who.Wait);
            }
            else
            {
                await Ask();
            }
        }
    }

    /// <summary>Who is next and what they are told; nobody: the grain must be asked first. Null: the line is empty, and is not served any more.</summary>
    private (Action<TimeSpan>? Then, TimeSpan Wait)? Next()
    {
        lock (_lock)
        {
            if (_line.Count == 0)
            {
                _isServing = false;
                return null;
            }

            var toll = Look(out var wait);
            return toll is Toll.Unknown ? (null, default) : (_line.Dequeue(), toll is Toll.Paid ? TimeSpan.Zero : wait);
        }
    }

    private async Task Ask()
    {
        int wanted, unspent;
        lock (_lock)
        {
            (wanted, unspent, _tokens) = (_line.Count, _tokens, 0);
        }

        var asked = Now;
        var given = await lease(wanted, unspent);
        lock (_lock)
        {
            _tokens = given?.Count ?? OwnTokens;
            _spendUntil = given is null ? Now + OwnFor : asked + AllowanceLease.Lifetime; // Its own are not the grain's to count; asking in vain takes a while.
            _emptyUntil = Now + (given?.RetryAfter ?? OwnFor);
        }
    }
}

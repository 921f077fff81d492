namespace Rostra.Fencing;

/// <summary>
/// Whether this silo may still write. The database refuses stale writes by itself; this keeps a silo that is no member any more from trying, and from telling
/// people what is no longer so. Where nobody watches (a silo that is alone) it is open.
/// </summary>
internal sealed class Fence(TimeProvider clock)
{
    /// <summary>A silo that stood still for so long may have been evicted meanwhile: it asks the table before it writes again.</summary>
    public static readonly TimeSpan DoubtAfter = TimeSpan.FromSeconds(3);

    private const int Unwatched = 0;
    private const int Watched = 1;
    private const int InDoubt = 2;
    private const int Closed = 3;

    private int _state = Unwatched;
    private long _pulsedAt;
    private long _pulsedAtWallTime;

    /// <summary>Also shut from the first instruction after a standstill, before any timer has run.</summary>
    public bool IsOpen => Volatile.Read(ref _state) switch
    {
        Unwatched => true,
        Watched => clock.GetElapsedTime(Volatile.Read(ref _pulsedAt)) <= DoubtAfter,
        _ => false,
    };

    public bool IsInDoubt => Volatile.Read(ref _state) == InDoubt;

    public bool IsClosed => Volatile.Read(ref _state) == Closed;

    /// <summary>Somebody pulses from now on.</summary>
    public void Watch()
    {
        Stamp();
        Interlocked.CompareExchange(ref _state, Watched, Unwatched);
    }

    /// <summary>Nobody pulses any more: the silo stops in an orderly way, and has work to finish.</summary>
    public void Unwatch() => Interlocked.CompareExchange(ref _state, Unwatched, Watched);

    /// <summary>Called many times while <see cref="DoubtAfter"/> goes by. False: this process stood still, and the fence is shut until <see cref="Confirm"/>.</summary>
    public bool Pulse()
    {
        // The wall clock as well: the other one may stand still together with a paused machine. A clock that is set only costs a look at the table.
        var stoodStill = clock.GetElapsedTime(_pulsedAt) > DoubtAfter || clock.GetUtcNow().UtcTicks - _pulsedAtWallTime > DoubtAfter.Ticks;
        if (stoodStill)
        {
            Interlocked.CompareExchange(ref _state, InDoubt, Watched);
        }

        Stamp();
        return !stoodStill;
    }

    /// <summary>The table still has this silo.</summary>
    public void Confirm() => Interlocked.CompareExchange(ref _state, Watched, InDoubt);

    /// <summary>For good. True for the first who does it.</summary>
    public bool Close() => Interlocked.Exchange(ref _state, Closed) != Closed;

    private void Stamp()
    {
        _pulsedAtWallTime = clock.GetUtcNow().UtcTicks;
        Volatile.Write(ref _pulsedAt, clock.GetTimestamp());
    }
}

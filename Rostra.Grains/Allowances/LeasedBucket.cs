namespace Rostra.Allowances;

/// <summary>
/// A token bucket whose tokens are leased in blocks. What is leased still counts against the burst until it is given back or its lease is over, so that
/// in any time all lessees together spend no more than the burst and the refill of that time. Rules only.
/// </summary>
internal sealed class LeasedBucket(int burst, double perSecond, TimeSpan now)
{
    /// <summary>Not worth asking sooner: what has come by then is leased in one piece.</summary>
    public static readonly TimeSpan RetryAfterMin = TimeSpan.FromMilliseconds(100);

    private const int BlocksInBurst = 20;

    private const double Rounding = 1e-6;

    private readonly List<(Guid Lessee, int Count, TimeSpan Until)> _leases = []; // In the order in which they end.
    private double _level = burst;
    private TimeSpan _at = now;

    /// <summary>At most the burst, less what others hold.</summary>
    private int Room => burst - _leases.Sum(lease => lease.Count);

    public AllowanceLease Lease(Guid lessee, int wanted, int unspent, TimeSpan now)
    {
        FillUpTo(now);
        GiveBack(lessee, unspent);

        var there = (int)(_level + Rounding);
        var count = Math.Min(there, Math.Max(wanted, Math.Min(burst / BlocksInBurst, there / 2))); // Half: some is left for other gateways.
        if (count == 0)
        {
            return new(0, Wait(now));
        }

        _level -= count;
        _leases.Add((lessee, count, now + AllowanceLease.Lifetime));
        return new(count, TimeSpan.Zero);
    }

    private void FillUpTo(TimeSpan now)
    {
        while (_leases is [var first, ..] && first.Until <= now)
        {
            Fill(first.Until);
            _leases.RemoveAt(0);
        }

        Fill(now);
    }

    private void Fill(TimeSpan until)
    {
        _level = Math.Min(Room, _level + ((until - _at).TotalSeconds * perSecond));
        _at = until;
    }

    private void GiveBack(Guid lessee, int unspent)
    {
        var at = _leases.FindIndex(lease => lease.Lessee == lessee);
        if (at >= 0)
        {
            _level += Math.Clamp(unspent, 0, _leases[at].Count);
            _leases.RemoveAt(at);
        }
    }

    private TimeSpan Wait(TimeSpan now)
    {
        var wait = Room < 1 ? _leases[0].Until - now : TimeSpan.FromSeconds((1 - _level) / perSecond);
        return wait > RetryAfterMin ? wait : RetryAfterMin;
    }
}

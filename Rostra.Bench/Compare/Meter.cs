using System.Diagnostics;

namespace Rostra.Compare;

/// <summary>What all sockets count together, while it is switched on.</summary>
internal sealed class Meter
{
    private readonly List<double> _acks = [];
    private readonly List<double> _deliveries = [];
    private long _acked;
    private long _delivered;
    private long _refused;

    public volatile bool IsOn;

    public long Acked => Volatile.Read(ref _acked);

    public long Delivered => Volatile.Read(ref _delivered);

    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Milliseconds from sending to the acknowledgement, in order.</summary>
    public double[] Acks => [.. _acks.Order()];

    /// <summary>Milliseconds from sending to being read, of some sockets, in order.</summary>
    public double[] Deliveries => [.. _deliveries.Order()];

    /// <summary>What was counted and timed before is forgotten.</summary>
    public void Clear()
    {
        lock (_acks) _acks.Clear();
        lock (_deliveries) _deliveries.Clear();
        Volatile.Write(ref _acked, 0);
        Volatile.Write(ref _delivered, 0);
        Volatile.Write(ref _refused, 0);
    }

    public void Ack(long sent)
    {
        if (!IsOn) return;
        Interlocked.Increment(ref _acked);
        Note(_acks, sent);
    }

    public void Deliver(int count)
    {
        if (IsOn) Interlocked.Add(ref _delivered, count);
    }

    public void Delay(long sent)
    {
        if (IsOn) Note(_deliveries, sent);
    }

    public void Refuse() => Interlocked.Increment(ref _refused);

    private static void Note(List<double> times, long sent)
    {
        var took = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
        lock (times) times.Add(took);
    }
}

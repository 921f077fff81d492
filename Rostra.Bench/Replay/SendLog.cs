namespace Rostra.Replay;

/// <summary>What the sending brought: how many were new, how many the server knew already, and how long each took.</summary>
internal sealed class SendLog(int lines)
{
    private readonly double[] _milliseconds = new double[lines];
    private int _acked;
    private int _known;
    private int _repeated;

    public int Acked => _acked;

    public int Known => _known;

    public int Repeated => _repeated;

    public void Ack(TimeSpan took, bool duplicate)
    {
        _milliseconds[Interlocked.Increment(ref _acked) - 1] = took.TotalMilliseconds;
        if (duplicate) Interlocked.Increment(ref _known);
    }

    public void Repeat() => Interlocked.Increment(ref _repeated);

    public double Percentile(double share)
    {
        if (_acked == 0) return 0;
        var sorted = _milliseconds.AsSpan(0, _acked).ToArray();
        Array.Sort(sorted);
        return sorted[Math.Min((int)(share * _acked), _acked - 1)];
    }
}

using System.Diagnostics;

namespace Rostra.Faults;

/// <summary>What one person tried, in order; written by one and read by others.</summary>
internal sealed class SendTries
{
    private readonly Lock _lock = new();
    private readonly List<SendTry> _all = [];
    private int _acked;

    public IReadOnlyList<SendTry> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    public int AckedCount
    {
        get
        {
            lock (_lock)
            {
                return _acked;
            }
        }
    }

    public long LastAck => Acks().LastOrDefault();

    /// <summary>Between two acknowledgements.</summary>
    public TimeSpan LongestGap => Acks() is { Length: > 1 } acks ? acks.Zip(acks.Skip(1), (one, next) => Stopwatch.GetElapsedTime(one, next)).Max() : TimeSpan.Zero;

    /// <summary>Until the next acknowledgement after the moment; the longest of times where there is none.</summary>
    public TimeSpan WaitAfter(long moment) => Acks().FirstOrDefault(at => at > moment) is > 0 and var first ? Stopwatch.GetElapsedTime(moment, first) : TimeSpan.MaxValue;

    /// <summary>Without an acknowledgement: of all the times that ended after the moment, the one under way now among them.</summary>
    public TimeSpan LongestGapSince(long moment)
    {
        long[] acks = [.. Acks(), Stopwatch.GetTimestamp()];
        return acks.Zip(acks.Skip(1)).Where(pair => pair.Second > moment).Select(pair => Stopwatch.GetElapsedTime(pair.First, pair.Second)).DefaultIfEmpty(TimeSpan.MaxValue).Max();
    }

    public void Add(SendTry attempt)
    {
        lock (_lock)
        {
            _all.Add(attempt);
            _acked += attempt.IsAcked ? 1 : 0;
        }
    }

    private long[] Acks() => [.. All.Where(attempt => attempt.IsAcked).Select(attempt => attempt.At)];
}

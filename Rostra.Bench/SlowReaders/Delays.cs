using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;

namespace Rostra.SlowReaders;

/// <summary>How long messages take from being sent to being read. Each carries its time; sender and readers are one process, so there is one clock.</summary>
internal sealed class Delays
{
    private readonly Lock _lock = new();
    private List<double> _milliseconds = [];

    private static ReadOnlySpan<byte> Mark => "\"text\":\"@"u8;

    /// <summary>Of so many characters, most of them of four bytes: what is not read shall add up soon.</summary>
    public static string Text(int length)
    {
        var stamp = string.Create(CultureInfo.InvariantCulture, $"@{Stopwatch.GetTimestamp()} ");
        return string.Concat(Enumerable.Repeat("😀", Math.Max(length - stamp.Length, 0)).Prepend(stamp));
    }

    public void Take(ReadOnlyMemory<byte> frame)
    {
        var now = Stopwatch.GetTimestamp();
        var rest = frame.Span;
        while (rest.IndexOf(Mark) is var at and >= 0)
        {
            rest = rest[(at + Mark.Length)..];
            if (Utf8Parser.TryParse(rest, out long sent, out _))
            {
                lock (_lock) _milliseconds.Add(Stopwatch.GetElapsedTime(sent, now).TotalMilliseconds);
            }
        }
    }

    /// <summary>Those since the last call, in order.</summary>
    public double[] Collect()
    {
        List<double> taken;
        lock (_lock) (taken, _milliseconds) = (_milliseconds, []);
        taken.Sort();
        return [.. taken];
    }

    public static double Percentile(double[] ordered, double part) => ordered.Length == 0 ? 0 : ordered[Math.Min((int)(ordered.Length * part), ordered.Length - 1)];
}

using System.Globalization;

namespace Rostra.Soak;

/// <summary>How busy all cores of this machine were together, between two looks (Linux: <c>/proc/stat</c>).</summary>
internal sealed class MachineCpu
{
    private const int Idle = 3;
    private const int Waiting = 4;
    private const int Columns = 8; // Up to "steal"; guests are counted in "user" already.
    private (long Busy, long All) _before = Read();

    /// <returns>From 0 to 1, since the last call.</returns>
    public double Collect()
    {
        var now = Read();
        var (busy, all) = (now.Busy - _before.Busy, now.All - _before.All);
        _before = now;
        return all == 0 ? 0 : (double)busy / all;
    }

    private static (long Busy, long All) Read()
    {
        var line = File.ReadLines("/proc/stat").First();
        var ticks = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(Columns).Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var all = ticks.Sum();
        return (all - ticks[Idle] - ticks[Waiting], all);
    }
}

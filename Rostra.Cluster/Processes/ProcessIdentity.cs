using System.Globalization;
using System.Text.Json.Serialization;

namespace Rostra.Processes;

/// <summary>A process of this machine: its number together with the time of its start, because numbers come back.</summary>
/// <param name="Started">In the system's ticks since it booted.</param>
public sealed record ProcessIdentity(int Pid, long Started)
{
    /// <summary>Of <c>/proc</c>, on every Linux that .NET runs on (<c>getconf CLK_TCK</c>).</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Null when there is no such process.</summary>
    public static ProcessIdentity? Of(int pid) => Stat(pid) is { } stat ? new(pid, stat.Started) : null;

    /// <summary>A process that has ended and that nobody has waited for does not live.</summary>
    [JsonIgnore]
    public bool Lives => Stat(Pid) is { State: not ('Z' or 'X') } stat && stat.Started == Started;

    [JsonIgnore]
    public bool IsFrozen => Stat(Pid) is { State: 'T' } stat && stat.Started == Started;

    /// <summary>What it holds in memory, in bytes; what several share is divided among them.</summary>
    [JsonIgnore]
    public long ResidentBytes
    {
        get
        {
            try
            {
                var line = File.ReadLines($"/proc/{Pid}/smaps_rollup").FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal));
                return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return 0; // Or another account's.
            }
        }
    }

    /// <summary>What it has computed until now, with the children that it has waited for.</summary>
    [JsonIgnore]
    public TimeSpan ProcessorTime => TimeSpan.FromSeconds((Stat(Pid)?.Ticks ?? 0) / TicksPerSecond);

    /// <summary>The processes that it started, and theirs.</summary>
    public IReadOnlyList<ProcessIdentity> Descendants()
    {
        var all = new List<ProcessIdentity>();
        var children = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Select(pid => (Pid: pid, Stat: Stat(pid)))
            .Where(process => process.Stat is not null)
            .ToLookup(process => process.Stat!.Parent, process => new ProcessIdentity(process.Pid, process.Stat!.Started));
        var open = new Queue<int>([Pid]);
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in children[parent])
            {
                all.Add(child);
                open.Enqueue(child.Pid);
            }
        }

        return all;
    }

    private sealed record StatLine(char State, int Parent, long Started, long Ticks);

    // The second field is the name in brackets, which may itself hold blanks and brackets.
    private static StatLine? Stat(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new(fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture), Number(19), Number(11) + Number(12) + Number(13) + Number(14));

            long Number(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Rostra.Crash;

/// <summary>Finds what belongs to a running Rostra, and kills it without a warning.</summary>
internal static class ProcessTree
{
    /// <summary>The process, the Postgres in its data directory, and all that descends from either.</summary>
    public static IReadOnlyList<int> Of(int root, string dataDirectory)
    {
        var children = Parents().ToLookup(entry => entry.Parent, entry => entry.Process);
        var found = new List<int>();
        var open = new Queue<int>([root, .. Postmasters(dataDirectory)]);
        while (open.TryDequeue(out var process))
        {
            if (found.Contains(process)) continue;
            found.Add(process);
            foreach (var child in children[process]) open.Enqueue(child);
        }

        return found;
    }

    public static void Kill(IEnumerable<int> processes)
    {
        foreach (var id in processes)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
            {
                // Gone already, with its parent.
            }
        }
    }

    private static IEnumerable<int> Postmasters(string dataDirectory)
    {
        // Links are followed: where Postgres cannot live in the data directory, one leads to its place.
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, AttributesToSkip = 0, IgnoreInaccessible = true };
        foreach (var file in Directory.EnumerateFiles(dataDirectory, "postmaster.pid", options))
        {
            // The file outlives a killed server, and its number may be somebody else's by now.
            var isNumber = int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var process);
            if (isNumber && File.Exists($"/proc/{process}/cmdline") && File.ReadAllText($"/proc/{process}/cmdline").Contains("postgres", StringComparison.Ordinal)) yield return process;
        }
    }

    private static IEnumerable<(int Process, int Parent)> Parents()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var process)) continue;
            if (ParentOf(directory) is { } parent) yield return (process, parent);
        }
    }

    private static int? ParentOf(string directory)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(directory, "stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null; // It ended meanwhile.
        }
    }
}

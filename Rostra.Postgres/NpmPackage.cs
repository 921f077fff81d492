using System.Runtime.InteropServices;
using System.Text.Json;

namespace Rostra.Postgres;

/// <summary>The npm package with this platform's Postgres: its programs, libraries and the list of links that npm cannot carry.</summary>
internal static class NpmPackage
{
    /// <summary>The package's own folder under <paramref name="packages"/> (a <c>node_modules</c>), or null if it is not installed.</summary>
    public static string? Find(string? packages)
    {
        if (packages is null)
        {
            return null;
        }

        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var machine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var package = Path.Combine(packages, "@embedded-postgres", $"{system}-{machine}");
        return File.Exists(Path.Combine(package, "package.json")) ? package : null;
    }

    public static string BinDirectory(string package) => Path.Combine(package, "native", "bin");

    public static string Version(string package)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package, "package.json")));
        return json.RootElement.GetProperty("version").GetString()!;
    }

    /// <summary>Makes the libraries' links that are not there yet.</summary>
    public static void MakeLinks(string package)
    {
        foreach (var (source, link) in Links(package))
        {
            var path = Path.Combine(package, link);
            if (Path.Exists(path))
            {
                continue;
            }

            try
            {
                File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(link)!, source));
            }
            catch (IOException) when (Path.Exists(path))
            {
                // Another start made it in the same moment.
            }
        }
    }

    /// <summary>A copy that another account can reach; whole or not there.</summary>
    public static string CopyTo(string package, string directory)
    {
        var copy = Path.Combine(directory, $"binaries-{Version(package)}");
        if (Directory.Exists(copy))
        {
            return copy;
        }

        var unfinished = copy + ".new";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        CopyTree(new DirectoryInfo(package), Directory.CreateDirectory(unfinished));
        MakeLinks(unfinished);
        Directory.Move(unfinished, copy);
        return copy;
    }

    private static void CopyTree(DirectoryInfo from, DirectoryInfo to)
    {
        Modes.Open(to);
        foreach (var file in from.EnumerateFiles().Where(file => file.LinkTarget is null))
        {
            Modes.Open(file.CopyTo(Path.Combine(to.FullName, file.Name)));
        }

        foreach (var directory in from.EnumerateDirectories())
        {
            CopyTree(directory, to.CreateSubdirectory(directory.Name));
        }
    }

    private static IEnumerable<(string Source, string Link)> Links(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return [];
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(list));
        return [.. json.RootElement.EnumerateArray().Select(link => (link.GetProperty("source").GetString()!, link.GetProperty("target").GetString()!))];
    }
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Rostra.Postgres;

/// <summary>The Postgres programs to run: the configured ones, else npm's, else the newest installed.</summary>
internal sealed partial record PostgresBinaries(string BinDirectory, int Major)
{
    private const int MajorMin = 15;

    /// <summary>The npm package they belong to: it can be copied to where another account reaches it.</summary>
    public string? Package { get; private init; }

    public string Initdb => Program(BinDirectory, "initdb");

    public string PgCtl => Program(BinDirectory, "pg_ctl");

    public string Postgres => Program(BinDirectory, "postgres");

    public static async Task<PostgresBinaries> Find(string? binDirectory, string? packages, CancellationToken cancellation)
    {
        if (binDirectory is not null)
        {
            return await Read(binDirectory, cancellation) ?? throw new StartRefusedException(
                $"There is no PostgreSQL {MajorMin} or newer in {binDirectory} (Rostra__Postgres__BinDirectory): initdb, pg_ctl and postgres are needed.");
        }

        if (NpmPackage.Find(packages) is { } package)
        {
            NpmPackage.MakeLinks(package);
            if (await Read(NpmPackage.BinDirectory(package), cancellation) is { } fromNpm)
            {
                return fromNpm with { Package = package };
            }
        }

        var installed = new List<PostgresBinaries>();
        foreach (var directory in Installed().Where(Directory.Exists))
        {
            if (await Read(directory, cancellation) is { } found)
            {
                installed.Add(found);
            }
        }

        return installed.MaxBy(found => found.Major) ?? throw new StartRefusedException(
            $"No PostgreSQL {MajorMin} or newer found: run `npm ci` in Rostra.Postgres, install PostgreSQL, " +
            "or set Rostra__Postgres__BinDirectory or ConnectionStrings__Postgres.");
    }

    /// <summary>These programs where <paramref name="user"/> can run them: here, or a copy in <paramref name="place"/>.</summary>
    public async Task<PostgresBinaries> ReachableBy(string? user, string place, CancellationToken cancellation)
    {
        var share = Path.Combine(BinDirectory, "..", "share");
        if (user is null || (await Account.Reaches(user, Postgres, cancellation) && (Package is null || await Account.Reaches(user, share, cancellation))))
        {
            return this;
        }

        return Package is null
            ? throw new StartRefusedException($"Postgres runs as {user} here, because root may not run it, and {user} cannot reach {Postgres}.")
            : this with { BinDirectory = NpmPackage.BinDirectory(NpmPackage.CopyTo(Package, place)) };
    }

    private static async Task<PostgresBinaries?> Read(string directory, CancellationToken cancellation)
    {
        string[] programs = ["initdb", "pg_ctl", "postgres"];
        if (!programs.All(program => File.Exists(Program(directory, program))))
        {
            return null;
        }

        var answer = await Tool.Run(Program(directory, "postgres"), ["--version"], user: null, cancellation);
        var version = VersionNumber().Match(answer.Output);
        return version.Success && int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture) is >= MajorMin and var major
            ? new PostgresBinaries(Path.GetFullPath(directory), major)
            : null;
    }

    /// <summary>Where Debian, Fedora, Homebrew and the graphical installers put them, and the PATH.</summary>
    private static IEnumerable<string> Installed() =>
    [
        .. Versions("/usr/lib/postgresql"), .. Versions("/opt/homebrew/opt"), .. Versions("/usr/local/opt"),
        .. Versions("/Library/PostgreSQL"), .. Versions(@"C:\Program Files\PostgreSQL"),
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
    ];

    private static IEnumerable<string> Versions(string parent) =>
        Directory.Exists(parent) ? Directory.EnumerateDirectories(parent).Select(version => Path.Combine(version, "bin")) : [];

    private static string Program(string directory, string name) => Path.Combine(directory, OperatingSystem.IsWindows() ? name + ".exe" : name);

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionNumber();
}

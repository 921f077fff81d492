using System.Diagnostics;
using Rostra.Architecture;

namespace Rostra.Faults;

/// <summary>Silos and gateways of an earlier commit, built from this repository's own history, once: they are kept in <c>artifacts/older</c>.</summary>
internal static class OlderBuild
{
    /// <summary>
    /// The oldest that can stand beside today's. Before it silos had no place to say that they are ready, so nobody could replace them one by one; the contract between
    /// silos and gateways has only grown since (<c>OrleansContracts.txt</c>), and the database by one table that it does not look at (0006).
    /// </summary>
    public const string Commit = "25b2cc8d2f7c05c8fdabe479fa9a5e33dbaa7d96";

    private static readonly TimeSpan s_time = TimeSpan.FromMinutes(10);

    private static string Source { get; } = Path.Combine(Repository.Root, "artifacts", "older", Commit);

    /// <summary>Where a program of that commit is.</summary>
    public static string Of(string project) => Path.Combine(Source, "artifacts", "bin", project, "debug");

    /// <exception cref="InvalidOperationException">The history is not there, or that commit does not build here.</exception>
    public static async Task Ensure(CancellationToken cancellation)
    {
        var isBuilt = Path.Combine(Source, "artifacts", "is-built");
        if (File.Exists(isBuilt))
        {
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_time);
        await Fetch(patience.Token);
        foreach (var project in new[] { "Rostra.Silo", "Rostra.Gateway" })
        {
            await Run(
                $"{project} of {Commit} does not build", Source,
                "dotnet", ["build", project, "-p:SkipClient=true", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-v", "q", "--nologo"], patience.Token);
        }

        await File.WriteAllTextAsync(isBuilt, Commit, patience.Token);
    }

    private static async Task Fetch(CancellationToken cancellation)
    {
        var why = $"An upgrade is tried from commit {Commit}, which this checkout does not have. A shallow clone lacks it: git fetch --unshallow";
        await Run(why, Repository.Root, "git", ["cat-file", "-e", Commit + "^{commit}"], cancellation);
        if (Directory.Exists(Source))
        {
            Directory.Delete(Source, recursive: true); // Of a build that did not end well.
        }

        Directory.CreateDirectory(Source);
        var archive = Path.Combine(Source, "source.tar");
        await Run(why, Repository.Root, "git", ["archive", "--output", archive, Commit], cancellation);
        await System.Formats.Tar.TarFile.ExtractToDirectoryAsync(archive, Source, overwriteFiles: false, cancellation);
        File.Delete(archive);
    }

    private static async Task Run(string failure, string directory, string program, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{failure}\n{await output}{await errors}");
        }
    }
}

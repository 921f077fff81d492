using System.Diagnostics;
using System.Runtime.Versioning;
using Xunit;

namespace Rostra.Architecture;

/// <summary>What <c>.ci/audit</c> makes of the answers of registries, played by two scripts that go before the real programs.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AuditTests
{
    private const string Nothing = """{"metadata": {"vulnerabilities": {"moderate": 0, "high": 0, "critical": 0}}}""";
    private const string Hole = """{"metadata": {"vulnerabilities": {"moderate": 0, "high": 1, "critical": 0}}}""";
    private const string Silence = """{"message": "405 Method Not Allowed"}""";
    private const string NuGetNothing = "The given project has no vulnerable packages given the current sources.";
    private const string NuGetHole = "Project X has the following vulnerable packages";

    [Theory]
    [InlineData(NuGetHole, NuGetNothing, Hole, Nothing, 0, "NuGet: nothing known", "npm, client: nothing known", "npm, Rostra.Postgres: nothing known")]
    [InlineData(NuGetHole, NuGetHole, Hole, Nothing, 1, NuGetHole, "npm, client: nothing known")]
    [InlineData(NuGetHole, NuGetNothing, Hole, Hole, 1, "NuGet: nothing known", "npm, client: 1 high")]
    [InlineData(NuGetNothing, NuGetNothing, Nothing, Nothing, 0, "NuGet: not asked (this source knows no holes", "npm, client: not asked (this registry knows no holes")]
    [InlineData(NuGetHole, NuGetNothing, Silence, Silence, 0, "NuGet: nothing known", "npm, client: not asked (it did not answer)")]
    public async Task Nothing_known_counts_only_from_whoever_knows_the_canary(string nuGetCanary, string nuGetOurs, string npmCanary, string npmOurs, int exitCode, params string[] lines)
    {
        var directory = Directory.CreateTempSubdirectory("rostra-audit-");
        try
        {
            // "list PROJECT package …" of the canary, or of ours; npm is run where its lock file is.
            Script(directory, "dotnet", $"""case "$*" in restore) ;; *canary*) echo '{nuGetCanary}' ;; *) echo '{nuGetOurs}' ;; esac""");
            Script(directory, "npm", $"""case "$PWD" in */npm) echo '{npmCanary}' ;; *) echo '{npmOurs}' ;; esac""");

            var start = new ProcessStartInfo(Path.Combine(Repository.Root, ".ci", "audit")) { RedirectStandardOutput = true };
            start.Environment["PATH"] = $"{directory.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
            using var audit = Process.Start(start)!;
            var told = await audit.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await audit.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.All(lines, line => Assert.Contains(line, told, StringComparison.Ordinal));
            Assert.Equal(exitCode, audit.ExitCode);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static void Script(DirectoryInfo directory, string name, string body)
    {
        var file = Path.Combine(directory.FullName, name);
        File.WriteAllText(file, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}

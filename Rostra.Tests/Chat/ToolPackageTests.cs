using System.Diagnostics;
using Rostra.Architecture;
using Rostra.Postgres;
using Rostra.Testing;
using Xunit;

namespace Rostra.Chat;

/// <summary>The command line as <c>dotnet tool install</c> brings it.</summary>
[Trait("Set", "slow")]
public sealed class ToolPackageTests : IDisposable
{
    private const long PackageMax = 3_000_000;
    private readonly TestDirectory _directory = new("rostra-tool-");

    [Fact]
    public async Task It_is_packed_installed_and_starts()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name; // What was built is packed.
        await Dotnet("pack", Path.Combine(Repository.Root, "Rostra.Cli"), "--no-build", "--configuration", configuration, "--output", _directory.Path, "-p:PackageVersion=9.9.9");
        var package = new FileInfo(Path.Combine(_directory.Path, "Rostra.Cli.9.9.9.nupkg"));
        Assert.InRange(package.Length, 1, PackageMax);

        var tools = Path.Combine(_directory.Path, "tools");
        await Dotnet("tool", "install", "Rostra.Cli", "--version", "9.9.9", "--tool-path", tools, "--source", _directory.Path);
        var help = await Run(Path.Combine(tools, "rostra"), ["--help"]);
        Assert.Equal(0, help.ExitCode);
        Assert.All(["chat", "export", "doctor"], verb => Assert.Contains($"  {verb} ", help.Output, StringComparison.Ordinal));
        var door = await Run(Path.Combine(tools, "rostra"), ["doctor", "http://127.0.0.1:1"]);
        Assert.Equal(1, door.ExitCode);
        Assert.Contains("✗ address", door.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private async Task Dotnet(params string[] arguments)
    {
        var done = await Run("dotnet", arguments);
        Assert.True(done.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{done.Output}\n{done.Errors}");
    }

    private async Task<ToolResult> Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _directory.Path,
            Environment = { ["NUGET_PACKAGES"] = Path.Combine(_directory.Path, "cache") },
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ToolResult(process.ExitCode, await output, await errors);
    }
}

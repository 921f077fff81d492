using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Rostra.Clients;

namespace Rostra.Chaos;

/// <summary>A window that is npm's SignalR client: a process of its own, which writes its own history, as the driver's windows do.</summary>
internal sealed class NpmWindow : IDisposable
{
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(5);
    private readonly Process _process;

    private NpmWindow(Process process) => _process = process;

    /// <summary>Null: its packages are not installed.</summary>
    public static string? Directory
    {
        get
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "Rostra.sln"))) root = root.Parent;
            var directory = root is null ? null : Path.Combine(root.FullName, "Rostra.Tests", "Node");
            return System.IO.Directory.Exists(Path.Combine(directory ?? "", "node_modules", "@microsoft", "signalr")) ? directory : null;
        }
    }

    public static NpmWindow Open(string histories, int number, Person person, Doors doors, IReadOnlyList<Guid> rooms)
    {
        var start = new ProcessStartInfo("node", ["chaos/window.js"]) { WorkingDirectory = Directory, RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start) ?? throw new BenchException("node did not start.");
        var window = new NpmWindow(process);
        window.Tell(JsonSerializer.Serialize(
            new
            {
                directory = histories,
                name = string.Create(CultureInfo.InvariantCulture, $"npm-{number:D2}"),
                person.Username,
                person.Password,
                doors = doors.All.Select(door => new { door.Name, url = door.Api.Url.ToString().TrimEnd('/') }),
                rooms,
            },
            HistoryFiles.Json));
        return window;
    }

    /// <summary>The network is gone under it.</summary>
    public void Cut() => Tell("cut");

    /// <summary>It says nothing new.</summary>
    public void BeQuiet() => Tell("quiet");

    /// <summary>Compares what it holds with a fresh load.</summary>
    public async Task ShowAll(CancellationToken stopping)
    {
        Tell("show");
        if (await _process.StandardOutput.ReadLineAsync(stopping) != "shown") throw new BenchException($"A window of npm's client ended by itself ({_process.Id}).");
    }

    public void Dispose()
    {
        _process.StandardInput.Close(); // Which ends it.
        if (!_process.WaitForExit(EndMax)) _process.Kill();
        _process.Dispose();
    }

    private void Tell(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }
}

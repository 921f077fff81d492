using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Rostra.Clients;

namespace Rostra.Crash;

/// <summary>A Rostra of our own, with a data directory of its own, to be killed and started again.</summary>
internal sealed class Victim : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(10);
    private readonly string _app;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly string _directory;
    private readonly Uri _management = FreeAddress();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private Process? _process;

    /// <param name="settings">As environment variables.</param>
    public Victim(string app, IReadOnlyDictionary<string, string>? settings = null)
    {
        if (!OperatingSystem.IsLinux()) throw new BenchException("Processes are watched and killed by /proc: run it on Linux.");
        if (!File.Exists(app)) throw new BenchException($"There is no {app}: build Rostra.Standalone, or give its .dll with --app.");
        _app = app;
        _settings = settings ?? new Dictionary<string, string>();
        _directory = Directory.CreateTempSubdirectory("rostra-crash-").FullName;

        // Passable, for Postgres runs as another account when we are root.
        File.SetUnixFileMode(_directory, File.GetUnixFileMode(_directory) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public Uri Url { get; } = FreeAddress();

    public string Log => Path.Combine(_directory, "output.log");

    /// <summary>Memory of the server's process, without its Postgres.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process!.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) * 1024;
        }
    }

    private string Data => Path.Combine(_directory, "data");

    public async Task Start(CancellationToken cancellation)
    {
        // A shell, so that the output goes to a file that outlives both of us.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec dotnet \"$0\" --urls {Url} >>\"$1\" 2>&1", _app, Log])
        {
            WorkingDirectory = _directory,
            Environment = { ["Rostra__DataDirectory"] = Data, ["Rostra__Management__Urls"] = _management.ToString().TrimEnd('/') },
        };
        foreach (var (name, value) in _settings) start.Environment[name] = value;
        _process = Process.Start(start)!;

        var since = Stopwatch.GetTimestamp();
        while (!await IsReady(cancellation))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(since) > StartTime) throw new BenchException($"Rostra did not start; its output is in {Log}.");
            await Task.Delay(50, cancellation);
        }
    }

    /// <summary>SIGKILL to all of it at once. Returns when the process is gone.</summary>
    public async Task Kill()
    {
        if (_process is not { HasExited: false } process) return;
        ProcessTree.Kill(ProcessTree.Of(process.Id, Data));
        await process.WaitForExitAsync().WaitAsync(EndTime);
    }

    /// <summary>Removes what it wrote. Kept when something is to be looked into.</summary>
    public void Forget()
    {
        foreach (var link in new DirectoryInfo(Data).EnumerateDirectories().Where(entry => entry.LinkTarget is not null)) Directory.Delete(link.LinkTarget!, true);
        Directory.Delete(_directory, true);
    }

    public void Dispose()
    {
        if (_process is { HasExited: false } process) ProcessTree.Kill(ProcessTree.Of(process.Id, Data));
        _process?.Dispose();
        _http.Dispose();
    }

    private async Task<bool> IsReady(CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Url, "/health/ready"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Rostra.Postgres;

/// <summary>The server's first process. <c>pg_ctl</c> starts it in a session of its own, so Ctrl-C at the terminal does not reach it before us.</summary>
internal sealed class Postmaster(PostgresPlace place, PostgresBinaries binaries)
{
    private static readonly TimeSpan s_exitPoll = TimeSpan.FromMilliseconds(200);
    private const string WaitSeconds = "60";

    private string PidFile => Path.Combine(place.Cluster, "postmaster.pid");

    public async Task Start(CancellationToken cancellation)
    {
        string[] arguments = ["start", "--pgdata", place.Cluster, "--log", place.Log, "--wait", "--timeout", WaitSeconds, "--silent"];
        var started = await Tool.Run(binaries.PgCtl, arguments, place.User, cancellation);
        if (started.ExitCode != 0)
        {
            throw new StartRefusedException($"Postgres did not start: {LastOfLog() ?? started.LastLine} (its log is {place.Log})");
        }
    }

    /// <summary>Ends the server that runs on this cluster, if any: at once but cleanly, or, if that takes too long, as after a crash.</summary>
    public async Task Stop()
    {
        foreach (var mode in (string[])["fast", "immediate"])
        {
            if (Pid() is null)
            {
                return;
            }

            string[] arguments = ["stop", "--pgdata", place.Cluster, "--mode", mode, "--wait", "--timeout", "20", "--silent"];
            await Tool.Run(binaries.PgCtl, arguments, place.User, CancellationToken.None);
        }
    }

    /// <summary>
    /// Stops what a killed Rostra left running, and clears away its traces: a number in them that now names another program, or a process
    /// that nobody has waited for, would make Postgres refuse to start. Only for the holder of the lock. Answers where its socket was.
    /// </summary>
    public async Task<string?> StopLeftover()
    {
        if (!File.Exists(PidFile))
        {
            return null;
        }

        var socketDirectory = (await File.ReadAllLinesAsync(PidFile)).ElementAtOrDefault(4);
        await Stop();
        if (Pid() is null)
        {
            File.Delete(PidFile);
            SocketDirectory.Clear(socketDirectory);
        }

        return socketDirectory;
    }

    /// <summary>Completes when the server is gone. It is not our child, so the system does not tell.</summary>
    public async Task Gone(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(s_exitPoll);
        while (Pid() is not null)
        {
            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    /// <summary>The process that serves this cluster; null if there is none.</summary>
    public int? Pid()
    {
        try
        {
            var first = File.ReadLines(PidFile).FirstOrDefault();
            return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Serves(pid) ? pid : null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A number can come back as another process, and a process that nobody has waited for is still listed, without arguments.</summary>
    private bool Serves(int pid)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0').Contains(place.Cluster);
            }

            using var process = Process.GetProcessById(pid);
            return process.ProcessName.Contains("postgres", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private string? LastOfLog() =>
        File.Exists(place.Log) ? File.ReadLines(place.Log).LastOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal)) : null;
}

using System.Runtime.InteropServices;

namespace Rostra.Fencing;

/// <summary>How a silo ends that is no member any more: no further write, one line in the log, an exit code of its own. Whoever started it starts it again.</summary>
internal sealed partial class SiloEnd(Fence fence, Heartbeats heartbeats, ILocalSiloDetails me, IProcess process, ILogger<SiloEnd> logger)
{
    /// <summary>"Temporary failure, try again": BSD's number for it.</summary>
    public const int ExitCode = 75;

    /// <summary>Farewells may not hold up the end.</summary>
    private static readonly TimeSpan FarewellMax = TimeSpan.FromMilliseconds(500);

    /// <summary>Does not return while the process lives.</summary>
    public async Task Fence(string reason)
    {
        if (fence.Close())
        {
            LogFenced(reason);
            await Farewell();
            process.Exit(ExitCode);
        }

        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>So that a silo which starts next does not wait for this one.</summary>
    private async Task Farewell()
    {
        try
        {
            await heartbeats.Remove(me.ClusterId, [JoinGate.Name(me.SiloAddress)], CancellationToken.None).WaitAsync(FarewellMax);
        }
        catch (Exception)
        {
            // Postgres is away, too; the heart has stopped in any case.
        }
    }

    [LoggerMessage(EventId = 1601, Level = LogLevel.Critical, Message = "This silo writes nothing more and ends (exit code 75), to be started again: {Reason}")]
    private partial void LogFenced(string reason);
}

/// <summary>This process.</summary>
internal interface IProcess
{
    void Exit(int code);
}

internal sealed partial class ThisProcess(IEnumerable<ILoggerProvider> logs) : IProcess
{
    private static readonly TimeSpan LastWordsMax = TimeSpan.FromMilliseconds(300);

    public void Exit(int code)
    {
        // Loggers write what they hold when they are disposed of.
        Task.Run(() => logs.ToList().ForEach(log => log.Dispose())).Wait(LastWordsMax);
        if (OperatingSystem.IsWindows())
        {
            Environment.Exit(code);
        }

        EndAtOnce(code); // Without the host's stop, which would hand over what others have by now.
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void EndAtOnce(int code);
}

/// <summary>When Orleans finds by itself that this silo is dead. Its own handler waits two seconds, still serving, and leaves a core dump.</summary>
internal sealed class FatalErrors(SiloEnd end) : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => exception is not ThreadAbortException;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) =>
        end.Fence(exception is null ? context ?? "Orleans gave up" : $"{context}: {exception}").GetAwaiter().GetResult();
}

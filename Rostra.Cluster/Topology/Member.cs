using System.Diagnostics;
using Rostra.Postgres;
using Rostra.Processes;

namespace Rostra.Topology;

public enum MemberState
{
    /// <summary>Never started.</summary>
    New,
    Running,

    /// <summary>Stopped in the middle by a signal (SIGSTOP), until it is thawed.</summary>
    Frozen,

    /// <summary>By command (SIGTERM).</summary>
    Stopped,

    /// <summary>By command (SIGKILL).</summary>
    Killed,

    /// <summary>It ended although nobody asked it to.</summary>
    Ended,
}

/// <summary>One process of a cluster. Commands to it from several processes take turns.</summary>
public abstract class Member
{
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_turnMax = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_soon = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);
    private readonly string _record;
    private readonly string _lock;

    private protected Member(ClusterDirectory directory, string name)
    {
        Name = name;
        LogFile = Path.Combine(directory.Logs, name + ".log");
        _record = Path.Combine(directory.Records, name + ".json");
        _lock = Path.Combine(directory.Records, name + ".lock");
    }

    /// <summary>Such as <c>silo-2</c>.</summary>
    public string Name { get; }

    public string LogFile { get; }

    /// <summary>Of this process alone, from its next start on.</summary>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    /// <summary>Whether it is started again when it ends by itself.</summary>
    public bool Restarts { get; set; } = true;

    /// <summary>How long a stop waits before it becomes a kill.</summary>
    public TimeSpan StopTime { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>Where it listens, for people to read.</summary>
    public abstract string Addresses { get; }

    /// <summary>Null while it does not run.</summary>
    public int? Pid => Process?.Pid;

    public MemberState State => (Process, MemberRecord.Read(_record)) switch
    {
        ({ IsFrozen: true }, _) => MemberState.Frozen,
        ({ }, _) => MemberState.Running,
        (_, { Wish: Wish.Stopped }) => MemberState.Stopped,
        (_, { Wish: Wish.Killed }) => MemberState.Killed,
        (_, { }) => MemberState.Ended,
        _ => MemberState.New,
    };

    /// <summary>Memory of the process and of those it started.</summary>
    public long ResidentBytes => Process is { } process ? process.ResidentBytes + process.Descendants().Sum(child => child.ResidentBytes) : 0;

    /// <summary>What the process and those it started have computed until now.</summary>
    public TimeSpan ProcessorTime => Process is { } process ? process.ProcessorTime + process.Descendants().Aggregate(TimeSpan.Zero, (sum, child) => sum + child.ProcessorTime) : TimeSpan.Zero;

    /// <summary>The living process.</summary>
    internal ProcessIdentity? Process => Current() is { Lives: true } process ? process : null;

    /// <summary>Starts it at its old place; nothing to do when it runs. Completes before it is ready.</summary>
    public async Task Start(CancellationToken cancellation = default)
    {
        using var turn = await Turn();
        await StartUnlessRunning(cancellation);
    }

    /// <summary>SIGKILL. Completes when it is gone; it stays away until it is started.</summary>
    public async Task Kill()
    {
        using var turn = await Turn();
        Wishes(Wish.Killed);
        if (Process is { } process)
        {
            await Kill(process);
        }
    }

    /// <summary>SIGTERM. Completes when it is gone; it stays away until it is started.</summary>
    public async Task Stop()
    {
        using var turn = await Turn();
        Wishes(Wish.Stopped);
        if (Process is not { } process)
        {
            return;
        }

        using var patience = new CancellationTokenSource(StopTime);
        try
        {
            await Stop(process, patience.Token);
        }
        catch (OperationCanceledException)
        {
            Wishes(Wish.Killed);
            await Kill(process);
        }
    }

    /// <summary>SIGSTOP: it keeps all it has and does nothing. Completes when it does nothing any more.</summary>
    public async Task Freeze()
    {
        if (Process is not { } process)
        {
            return;
        }

        Freeze(process);
        while (process is { Lives: true, IsFrozen: false })
        {
            await Task.Delay(s_soon);
        }
    }

    /// <summary>SIGCONT. Completes when it goes on.</summary>
    public async Task Thaw()
    {
        if (Process is not { } process)
        {
            return;
        }

        Thaw(process);
        while (process is { Lives: true, IsFrozen: true })
        {
            await Task.Delay(s_soon);
        }
    }

    /// <summary>Whether it would do its work now.</summary>
    public abstract Task<bool> IsReady(CancellationToken cancellation);

    /// <summary>Completes when it is ready; fails when it is not by then.</summary>
    public async Task WaitReady(CancellationToken cancellation)
    {
        try
        {
            while (!await IsReady(cancellation))
            {
                await Task.Delay(s_look, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{Name} is not ready ({State}); its log is {LogFile}");
        }
    }

    /// <summary>Completes when the process that runs now is gone, whoever ended it.</summary>
    public Task Ended(CancellationToken cancellation) => Process?.Ended(cancellation) ?? Task.CompletedTask;

    /// <summary>Starts it again if it ended although it is to run. Answers whether it did.</summary>
    internal async Task<bool> StartAgain(CancellationToken cancellation)
    {
        using var turn = await Turn();
        if (State is not MemberState.Ended)
        {
            return false;
        }

        await StartUnlessRunning(cancellation);
        return true;
    }

    /// <summary>Makes what it needs and starts the program.</summary>
    private protected abstract Task<ProcessIdentity> Launch(CancellationToken cancellation);

    private protected virtual ProcessIdentity? Current() => MemberRecord.Read(_record)?.Process;

    private protected virtual async Task Kill(ProcessIdentity process)
    {
        process.Kill();
        await process.Ended(CancellationToken.None);
    }

    private protected virtual async Task Stop(ProcessIdentity process, CancellationToken patience)
    {
        process.Terminate();
        process.Thaw(); // A frozen process hears of it when it goes on.
        await process.Ended(patience);
    }

    private protected virtual void Freeze(ProcessIdentity process) => process.Freeze();

    private protected virtual void Thaw(ProcessIdentity process) => process.Thaw();

    private protected static ProcessIdentity Started(Process process) =>
        ProcessIdentity.Of(process.Id) ?? throw new InvalidOperationException("It ended at once.");

    private async Task StartUnlessRunning(CancellationToken cancellation)
    {
        if (Process is not null)
        {
            Wishes(Wish.Run);
            return;
        }

        // In one: a wish to run without a process would look to the keeper as if it had ended.
        new MemberRecord(Wish.Run, await Launch(cancellation)).Write(_record);
    }

    private void Wishes(Wish wish) => new MemberRecord(wish, MemberRecord.Read(_record)?.Process).Write(_record);

    private async Task<FileLock> Turn()
    {
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < s_turnMax; await Task.Delay(s_turn))
        {
            if (FileLock.TryTake(_lock) is { } turn)
            {
                return turn;
            }
        }

        throw new StartRefusedException($"Another command has been busy with {Name} for {s_turnMax.TotalMinutes} minutes ({_lock}).");
    }
}

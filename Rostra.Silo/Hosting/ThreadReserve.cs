using System.Diagnostics;

namespace Rostra.Hosting;

/// <summary>
/// Threads for when all of the pool's are held. The driver of Postgres asks a server that does not answer to cancel what was under way, and holds a thread of the pool for
/// each connection meanwhile; by itself the pool grows by two threads a second, and until there are enough nothing is answered: no call, no probe.
/// </summary>
internal sealed partial class ThreadReserve(ILogger<ThreadReserve> logger) : IHostedService
{
    /// <summary>More than a silo has connections to Postgres.</summary>
    private const int Threads = 64;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private volatile bool _isStopping;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        new Thread(Watch) { IsBackground = true, Name = "Rostra thread reserve" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        return Task.CompletedTask;
    }

    /// <summary>On a thread of its own: it is about those of the pool.</summary>
    private void Watch()
    {
        ThreadPool.GetMinThreads(out var usual, out var ports);
        var rule = new HeldPool();
        var wasHeld = false;
        for (; !_isStopping; Thread.Sleep(LookEvery))
        {
            var isHeld = rule.IsHeld(ThreadPool.CompletedWorkItemCount, ThreadPool.PendingWorkItemCount, Stopwatch.GetTimestamp());
            if (isHeld == wasHeld)
            {
                continue;
            }

            wasHeld = isHeld;
            ThreadPool.SetMinThreads(isHeld ? usual + Threads : usual, ports);
            LogHeld(isHeld ? "held" : "free", ThreadPool.ThreadCount, ThreadPool.PendingWorkItemCount);
        }
    }

    [LoggerMessage(EventId = 1702, Level = LogLevel.Warning, Message = "The threads of the pool are {State} ({Threads} threads, {Waiting} items wait)")]
    private partial void LogHeld(string state, int threads, long waiting);
}

/// <summary>When the pool's threads are all held: something waits, and nothing was finished since the last look.</summary>
internal sealed class HeldPool
{
    /// <summary>Whoever is held is so for seconds, and then perhaps again.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    private long _finished = -1;
    private long? _heldAt;

    /// <summary>Also for a while after it was so last.</summary>
    public bool IsHeld(long finished, long waiting, long now)
    {
        if (finished == _finished && waiting > 0)
        {
            _heldAt = now;
        }

        _finished = finished;
        return _heldAt is { } at && Stopwatch.GetElapsedTime(at, now) < Lasts;
    }
}

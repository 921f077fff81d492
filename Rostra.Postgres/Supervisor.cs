namespace Rostra.Postgres;

/// <summary>Starts the server again when it ended without being asked to, and keeps its log small.</summary>
internal sealed partial class Supervisor : IAsyncDisposable
{
    private const long LogLengthMaxBytes = 16 << 20;
    private static readonly TimeSpan s_logCheck = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_backOffMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_backOffMax = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Postmaster _postmaster;
    private readonly string _log;
    private readonly ILogger<Supervisor> _logger;
    private readonly Task _watch;

    public Supervisor(Postmaster postmaster, string log, ILogger<Supervisor> logger)
    {
        _postmaster = postmaster;
        _log = log;
        _logger = logger;
        _watch = Task.WhenAll(KeepRunning(_stopping.Token), KeepLogSmall(_stopping.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task KeepRunning(CancellationToken stopping)
    {
        while (true)
        {
            await _postmaster.Gone(stopping);
            LogGone();
            await StartAgain(stopping);
            LogStartedAgain();
        }
    }

    /// <summary>Until it succeeds: a backend of the old server that is still busy keeps the new one from starting for a moment.</summary>
    private async Task StartAgain(CancellationToken stopping)
    {
        for (var backOff = s_backOffMin; ; backOff = backOff * 2 < s_backOffMax ? backOff * 2 : s_backOffMax)
        {
            await Task.Delay(backOff, stopping);
            try
            {
                await _postmaster.StopLeftover();
                await _postmaster.Start(stopping);
                return;
            }
            catch (StartRefusedException refused)
            {
                LogNotStarted(refused.Message);
            }
        }
    }

    /// <summary>Postgres appends to it, so that it may be emptied at any time.</summary>
    private async Task KeepLogSmall(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(s_logCheck);
        do
        {
            if (new FileInfo(_log) is { Exists: true, Length: > LogLengthMaxBytes })
            {
                File.WriteAllBytes(_log, []);
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    [LoggerMessage(LogLevel.Error, "Postgres ended by itself; starting it again")]
    private partial void LogGone();

    [LoggerMessage(LogLevel.Warning, "Postgres runs again")]
    private partial void LogStartedAgain();

    [LoggerMessage(LogLevel.Error, "Postgres cannot be started again yet: {Reason}")]
    private partial void LogNotStarted(string reason);
}

namespace Rostra.Accounts;

/// <summary>Makes the session watch's rounds.</summary>
internal sealed partial class SessionRounds(SessionWatch watch, TimeProvider time, ILogger<SessionRounds> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await watch.Renew();
            }
            catch (Exception fault)
            {
                LogFailed(fault); // The next round may do better; without rounds no socket would ever hear of a missed end.
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Asking about sessions failed")]
    private partial void LogFailed(Exception fault);
}

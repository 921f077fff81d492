namespace Rostra.Realtime;

/// <summary>Lets feeds do what is due: renew, try again, go. One timer for all of them.</summary>
internal sealed class FeedTicker(Feeds feeds, TimeProvider clock) : IHostedService, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = clock.CreateTimer(_ => feeds.Tick(), null, Every, Every);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _timer?.Dispose();
}

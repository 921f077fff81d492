using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>Lets feeds and people's lines do what is due: renew, try again, go. One timer for all of them.</summary>
internal sealed class FeedTicker(Feeds feeds, PersonLines persons, ClusterNews news, TimeProvider clock) : IHostedService, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = clock.CreateTimer(_ => Tick(), null, Every, Every);
        news.Changed += Ask;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        news.Changed -= Ask;
        _timer?.Dispose();
    }

    /// <summary>Rooms and people may have moved.</summary>
    private void Ask()
    {
        feeds.RenewSoon();
        persons.RenewSoon();
    }

    private void Tick()
    {
        feeds.Tick();
        persons.Tick();
    }
}

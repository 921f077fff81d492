using Microsoft.Extensions.Options;

namespace Rostra.Fencing;

/// <summary>Lets the watch look, the heart beat and the fence pulse, while this silo serves.</summary>
internal sealed partial class FenceService(
    Fence fence, FenceWatch watch, Heartbeats heartbeats, ILocalSiloDetails me, IOptions<FencingOptions> options, TimeProvider clock, ILogger<FenceService> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan PulseEvery = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    private string Name => JoinGate.Name(me.SiloAddress);

    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(FenceService), ServiceLifecycleStage.Active, Start, Stop);

    public void Dispose() => _stopping.Dispose();

    private Task Start(CancellationToken cancellation)
    {
        fence.Watch();
        new Thread(Pulse) { IsBackground = true, Name = "Rostra pulse" }.Start();
        _running = Task.WhenAll(Task.Run(() => watch.Run(_stopping.Token), CancellationToken.None), Task.Run(Beat, CancellationToken.None));
        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        fence.Unwatch();
        await _running.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await heartbeats.Remove(me.ClusterId, [Name], cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>On a thread of its own: busy thread pools are no standstill.</summary>
    private void Pulse()
    {
        while (!_stopping.IsCancellationRequested)
        {
            if (!fence.Pulse())
            {
                watch.LookNow();
            }

            Thread.Sleep(PulseEvery);
        }
    }

    private async Task Beat()
    {
        var isFailing = false;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await heartbeats.Beat(me.ClusterId, Name, watch.Seen, _stopping.Token);
                isFailing = false;
            }
            catch (Exception fault) when (!_stopping.IsCancellationRequested)
            {
                if (!isFailing)
                {
                    LogNoBeat(fault);
                }

                isFailing = true;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(options.Value.BeatEvery, clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = 1607, Level = LogLevel.Warning, Message = "Postgres does not take this silo's heartbeat; it is tried again, and told again once it was well")]
    private partial void LogNoBeat(Exception fault);
}

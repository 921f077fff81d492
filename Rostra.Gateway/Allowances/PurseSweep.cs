namespace Rostra.Allowances;

/// <summary>Has the purses forgotten that nobody needs.</summary>
internal sealed class PurseSweep(Purses purses, TimeProvider clock) : IHostedService, IDisposable
{
    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = clock.CreateTimer(_ => purses.Forget(), null, AllowanceLease.Lifetime, AllowanceLease.Lifetime);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _timer?.Dispose();
}

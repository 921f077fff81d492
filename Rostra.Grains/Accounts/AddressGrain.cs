using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Rostra.Accounts;

/// <remarks>A right password makes nothing forgotten here: an attacker would only need an account of their own.</remarks>
[GrainType("address")]
internal sealed partial class AddressGrain(IOptions<AccountOptions> options, TimeProvider time, ILogger<AddressGrain> logger) : Grain, IAddressGrain
{
    private readonly Attempts _attempts = new(options.Value.FailedLoginsPerAddressMax);

    public Task<TimeSpan> Wait() => Task.FromResult(_attempts.Wait(time.GetUtcNow()));

    public Task Failed()
    {
        var now = time.GetUtcNow();
        _attempts.Failed(now);
        if (_attempts.Wait(now) is { Ticks: > 0 } wait)
        {
            LogSlowed(this.GetPrimaryKeyString(), (long)wait.TotalMilliseconds);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Many logins failed from {Address}: the next one waits {WaitMs} ms")]
    private partial void LogSlowed(string address, long waitMs);
}

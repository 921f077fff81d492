namespace Rostra.Accounts;

/// <summary>Failed logins under one name, or from one address: some are free, then each makes the next wait longer. Nobody is locked out for good.</summary>
internal sealed class Attempts(int free)
{
    /// <summary>Under one name.</summary>
    public const int FreePerName = 5;

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(15);

    private const int DoublingsMax = 30; // Beyond it a number would overflow; the wait has long been the longest.

    private int _failed;
    private DateTimeOffset _lastFailed;

    /// <summary>How long until the next try is looked at; zero: now.</summary>
    public TimeSpan Wait(DateTimeOffset now)
    {
        if (now - _lastFailed > Forgotten)
        {
            _failed = 0;
        }

        var left = _failed < free ? TimeSpan.Zero : _lastFailed + WaitAfter(_failed) - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    public void Failed(DateTimeOffset now)
    {
        _failed++;
        _lastFailed = now;
    }

    public void Succeeded() => _failed = 0;

    private TimeSpan WaitAfter(int failed)
    {
        var doubled = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failed - free, DoublingsMax)));
        return doubled < WaitMax ? doubled : WaitMax;
    }
}

namespace Rostra.Clients;

/// <summary>
/// What an account may still send, by the contract's default limit and on the careful side. A send refused for its rate while a later one
/// is in flight would lose the order, so whoever pipelines keeps below the limit instead of running into it.
/// </summary>
/// <param name="isNew">Nothing was sent before; else what an earlier run used is not known.</param>
/// <param name="isUnlimited">The server has no limit that could be met.</param>
internal sealed class SendBudget(TimeProvider time, bool isNew, bool isUnlimited = false)
{
    private const double Burst = 400;
    private const double RefillPerSecond = 45;
    private const double Reserve = 64;
    private const int PipelinedMax = 16;

    private readonly Lock _lock = new();
    private double _tokens = isNew ? Burst : Burst / 2;
    private long _at = time.GetTimestamp();

    /// <summary>How many may be in flight: one when the budget is nearly used, for then a refusal can no longer reorder anything.</summary>
    public int Window
    {
        get
        {
            lock (_lock) return Refilled() > Reserve ? PipelinedMax : 1;
        }
    }

    public bool IsUsedUp
    {
        get
        {
            lock (_lock) return Refilled() < 1;
        }
    }

    public void Spend()
    {
        if (isUnlimited) return;
        lock (_lock) _tokens = Math.Max(Refilled() - 1, 0);
    }

    /// <summary>A repeat turned out to be one: the server did not count it.</summary>
    public void GiveBack()
    {
        lock (_lock) _tokens = Math.Min(Refilled() + 1, Burst);
    }

    /// <summary>The server says that the limit is met, whatever is thought here.</summary>
    public void Exhaust()
    {
        lock (_lock) (_tokens, _at) = (0, time.GetTimestamp());
    }

    private double Refilled()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(_tokens + (time.GetElapsedTime(_at, now).TotalSeconds * RefillPerSecond), Burst);
        _at = now;
        return _tokens;
    }
}

namespace Rostra.Clients;

/// <summary>How long to wait before the next attempt to connect.</summary>
internal static class Reconnecting
{
    public static readonly TimeSpan WaitMin = TimeSpan.FromSeconds(0.5);
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);
    private const int DoublingsMax = 10;

    /// <summary>Full jitter: anywhere between half a second and a bound that doubles with every failure, at most 30 s.</summary>
    /// <param name="attempt">Failures before this one, from 0: the first attempt after a cut waits, too, for everybody else was cut as well.</param>
    public static TimeSpan Wait(int attempt, double random)
    {
        var bound = Math.Min(WaitMax.TotalSeconds, WaitMin.TotalSeconds * Math.Pow(2, Math.Min(attempt + 1, DoublingsMax)));
        return WaitMin + TimeSpan.FromSeconds(random * (bound - WaitMin.TotalSeconds));
    }
}

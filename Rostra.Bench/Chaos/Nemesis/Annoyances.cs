namespace Rostra.Chaos;

/// <summary>What happens to people rather than to the cluster: cuts, tunnels, comings and goings, sessions that end.</summary>
internal sealed class Annoyances(Crowd crowd, Random random)
{
    private const double TunnelSecondsMax = 12;
    private static readonly TimeSpan ChurnEvery = TimeSpan.FromMilliseconds(100);

    public IEnumerable<Injury> All() =>
    [
        new("cuts", "network", 5, (0.1, 0.1), _ => Cut()) { IsNeeded = true },
        new("slow readers", "readers", 4, (1, TunnelSecondsMax), SlowDown),
        new("churn", "members", 5, (2, 5), Churn) { IsNeeded = true },
        new("revocations", "sessions", 4, (0.1, 0.1), Revoke) { IsNeeded = true },
    ];

    private Task Cut()
    {
        foreach (var window in Some(crowd.Windows.Count / 3)) window.Cut();
        foreach (var window in crowd.NpmWindows.Where(_ => Toss())) window.Cut();
        return Task.CompletedTask;
    }

    private Task SlowDown(CancellationToken cancellation) =>
        Task.WhenAll(Some(2).Select(window => window.ReadNothing(TimeSpan.FromSeconds(TunnelSecondsMax * random.NextDouble()), cancellation)));

    private Task Churn(CancellationToken cancellation) => Task.WhenAll(Some(3).Select(async window =>
    {
        for (var round = 0; round < 10; round++)
        {
            await Bravely(() => window.Churn(cancellation));
            await Task.Delay(ChurnEvery, cancellation);
        }
    }));

    private Task Revoke(CancellationToken cancellation) => Task.WhenAll(Some(2, window => window.Person.Sessions.Count > 1).Select(window => Bravely(() => window.RevokeAnother(cancellation))));

    // A window's own trouble is in its history; it is none of ours.
    private static async Task Bravely(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (IOException)
        {
        }
    }

    private bool Toss()
    {
        lock (random) return random.Next(2) == 0;
    }

    private IEnumerable<Window> Some(int most, Func<Window, bool>? which = null)
    {
        lock (random) return [.. crowd.Windows.Where(window => window.IsConnected && which?.Invoke(window) != false).OrderBy(_ => random.Next()).Take(1 + random.Next(Math.Max(1, most)))];
    }
}

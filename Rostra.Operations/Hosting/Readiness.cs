namespace Rostra.Hosting;

/// <summary>Asks all checks at once.</summary>
internal static class Readiness
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(2);

    /// <returns>Each check, and why it does not hold; null: it holds.</returns>
    public static async Task<IReadOnlyList<(string Name, string? Fault)>> Of(IEnumerable<IReadinessCheck> checks, CancellationToken aborted) =>
        await Task.WhenAll(checks.Select(check => Checked(check, aborted)));

    private static async Task<(string Name, string? Fault)> Checked(IReadinessCheck check, CancellationToken aborted)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        timeout.CancelAfter(CheckTimeout);
        try
        {
            return (check.Name, await check.Holds(timeout.Token) ? null : check.Otherwise);
        }
        catch (Exception fault) when (!aborted.IsCancellationRequested)
        {
            return (check.Name, $"{check.Otherwise} ({fault.GetType().Name})"); // Whatever the fault: not now.
        }
    }
}

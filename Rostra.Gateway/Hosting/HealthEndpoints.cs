namespace Rostra.Hosting;

/// <param name="Status"><c>ready</c> or <c>notReady</c>; of <c>/health/live</c>: <c>live</c>.</param>
public sealed record HealthView(string Status, ImmutableArray<HealthCheckView>? Checks = null);

public sealed record HealthCheckView(string Name, bool Ok);

/// <summary>Whether this process lives, and whether callers may be sent to it. Without reasons: those are for the management listener.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health").AllowAnonymous();

        health.MapGet("/live", () => new HealthView("live"));
        health.MapGet("/ready", Ready).Produces<HealthView>().Produces<HealthView>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> Ready(IEnumerable<IReadinessCheck> checks, CancellationToken aborted)
    {
        var results = await Task.WhenAll(checks.Select(check => Checked(check, aborted)));
        var isReady = results.All(check => check.Ok);
        return TypedResults.Json(
            new HealthView(isReady ? "ready" : "notReady", [.. results]),
            Wire.Json,
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<HealthCheckView> Checked(IReadinessCheck check, CancellationToken aborted)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        timeout.CancelAfter(CheckTimeout);
        try
        {
            return new(check.Name, await check.Holds(timeout.Token));
        }
        catch (Exception) when (!aborted.IsCancellationRequested)
        {
            return new(check.Name, Ok: false); // Whatever the fault: not now.
        }
    }
}

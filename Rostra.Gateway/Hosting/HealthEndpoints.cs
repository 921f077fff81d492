namespace Rostra.Hosting;

/// <param name="Status"><c>ready</c> or <c>notReady</c>; of <c>/health/live</c>: <c>live</c>.</param>
public sealed record HealthView(string Status, ImmutableArray<HealthCheckView>? Checks = null);

public sealed record HealthCheckView(string Name, bool Ok);

/// <summary>Whether this process lives, and whether callers may be sent to it. Without reasons: those are for the management listener.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health").AllowAnonymous();

        health.MapGet("/live", () => new HealthView("live"));
        health.MapGet("/ready", Ready).Produces<HealthView>().Produces<HealthView>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> Ready(IEnumerable<IReadinessCheck> checks, CancellationToken aborted)
    {
        var results = await Readiness.Of(checks, aborted);
        var isReady = results.All(check => check.Fault is null);
        return TypedResults.Json(
            new HealthView(isReady ? "ready" : "notReady", [.. results.Select(check => new HealthCheckView(check.Name, check.Fault is null))]),
            Wire.Json,
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

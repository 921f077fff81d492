using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Rostra.Hosting;

/// <summary>For probes and operators: <c>/health/live</c> as soon as the process runs, <c>/health/ready</c> while it takes part, else 503 with the reasons.</summary>
internal sealed class HealthPages(IServiceProvider services) : IManagementPages
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", (RequestDelegate)(context => context.Response.WriteAsJsonAsync(new { status = "live" })));
        app.MapGet("/health/ready", (RequestDelegate)Ready);
    }

    private async Task Ready(HttpContext context)
    {
        // Asked late: what they ask is Orleans' own, which is not there before it starts.
        var results = await Readiness.Of(services.GetServices<IReadinessCheck>(), context.RequestAborted);
        var isReady = results.All(check => check.Fault is null);
        context.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsJsonAsync(new
        {
            status = isReady ? "ready" : "notReady",
            checks = results.Select(check => new { name = check.Name, ok = check.Fault is null, fault = check.Fault }),
        });
    }
}

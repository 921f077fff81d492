using Microsoft.AspNetCore.Authorization;

namespace Rostra.Hosting;

/// <summary>What belongs to whom among the paths, and what becomes of those that no endpoint answers.</summary>
internal static class Paths
{
    private static readonly ImmutableArray<PathString> Reserved = ["/hub", "/health", "/openapi", "/metrics", "/dashboard"];
    private static readonly ImmutableArray<PathString> Open =
        ["/api/auth/register", "/api/auth/login", "/api/auth/refresh", "/api/auth/logout", "/api/auth/reset", "/api/limits", "/health/live", "/health/ready"];

    extension(PathString path)
    {
        public bool IsApi => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

        /// <summary>Whether it answers without a token.</summary>
        public bool IsOpen => Open.Any(open => open.Equals(path, StringComparison.OrdinalIgnoreCase));

        public bool IsReserved => Reserved.Any(prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Stands after routing and before authorization.</summary>
    public static void UseUnmatchedPaths(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var path = context.Request.Path;
        switch (context.GetEndpoint())
        {
            case null when path.IsReserved:
                return Problem.Write(context, Refusals.OfStatus(StatusCodes.Status404NotFound));

            // Routing's own answers (405): below /api they come after 401, as everything does, but not where nobody needs a token.
            case not (null or RouteEndpoint) and var answer when !path.IsApi || path.IsOpen:
                context.SetEndpoint(new Endpoint(answer.RequestDelegate, new EndpointMetadataCollection(new AllowAnonymousAttribute()), answer.DisplayName));
                break;
        }

        return next(context);
    });
}

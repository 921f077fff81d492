using System.Diagnostics;
using System.Globalization;

namespace Rostra.Hosting;

/// <summary>The one shape of every HTTP error: <c>application/problem+json</c>.</summary>
/// <param name="Type">Always <c>about:blank</c>: what went wrong is in <paramref name="Code"/>.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Code">What a program reads.</param>
/// <param name="Detail">What a person reads.</param>
/// <param name="Errors">With <c>invalid</c> only: every bad field.</param>
/// <param name="RetryAfterMs">With <c>rateLimited</c>, <c>slowMode</c>, <c>muted</c> and <c>busy</c>.</param>
/// <param name="TraceId">Finds the request in the logs.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    RefusalCode Code,
    string? Detail,
    ImmutableSortedDictionary<string, ImmutableArray<string>>? Errors,
    long? RetryAfterMs,
    string? TraceId)
{
    internal const string ContentType = "application/problem+json";

    private const long RetryAfterDefaultMs = 1_000;

    internal static Task Write(HttpContext context, Refusal refusal)
    {
        var status = refusal.Code.Status;
        var wait = status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable
            ? refusal.RetryAfterMs ?? RetryAfterDefaultMs
            : refusal.RetryAfterMs;

        if (wait is { } ms)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (ms + 999) / 1000).ToString(CultureInfo.InvariantCulture);
        }

        if (status is StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        context.Response.StatusCode = status;
        var problem = new Problem(
            "about:blank",
            Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            status,
            refusal.Code,
            refusal.Message,
            refusal.Code is RefusalCode.Invalid ? refusal.Errors : null,
            wait,
            Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier);
        return context.Response.WriteAsJsonAsync(problem, Wire.Json, ContentType, context.RequestAborted);
    }
}

using System.Data.Common;
using Orleans.Serialization;

namespace Rostra.Hosting;

/// <summary>What becomes of an exception: a fault that passes is <c>busy</c>, everything else is ours and says nothing of itself.</summary>
internal sealed partial class Faults(RequestDelegate next, ILogger<Faults> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest; // Nobody is listening.
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            var refusal = RefusalOf(fault);
            if (refusal.Code is RefusalCode.Internal)
            {
                LogInternal(fault, context.Request.Method, context.Request.Path);
            }
            else if (refusal.Code is RefusalCode.Busy)
            {
                LogBusy(fault, context.Request.Method, context.Request.Path);
            }

            context.Response.Clear();
            await Problem.Write(context, refusal);
        }
    }

    /// <summary>Also for the hub: what the caller is told of an exception.</summary>
    public static Refusal RefusalOf(Exception fault) => fault switch
    {
        BadHttpRequestException bad => Refusals.OfStatus(bad.StatusCode),
        _ when Passes(fault) => Refusals.OfStatus(StatusCodes.Status503ServiceUnavailable),
        _ => Refusals.OfStatus(StatusCodes.Status500InternalServerError),
    };

    private static bool Passes(Exception fault) => fault switch
    {
        TimeoutException or OperationCanceledException or DbException or Orleans.Runtime.OrleansException => true,
        UnavailableExceptionFallbackException remote => remote.ExceptionType?.StartsWith("Npgsql.", StringComparison.Ordinal) is true,
        _ => fault.InnerException is { } inner && Passes(inner),
    };

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogInternal(Exception fault, string method, PathString path);

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} could not be answered in time")]
    private partial void LogBusy(Exception fault, string method, PathString path);
}

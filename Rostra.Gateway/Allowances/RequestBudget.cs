using Rostra.Accounts;
using Rostra.Hosting;

namespace Rostra.Allowances;

/// <summary>What an address may ask of a gateway in all: whatever an endpoint is, and whoever asks, a flood of it ends in 429 before anything is read or looked up.</summary>
internal static class RequestBudget
{
    public static void UseRequestBudget(this IApplicationBuilder app)
    {
        var budgets = app.ApplicationServices.GetRequiredService<Budgets>();
        app.Use((context, next) =>
            !IsForThePage(context) && budgets.Request(context) is { } refusal
                ? Problem.Write(context, refusal)
                : next(context));
    }

    // One page is many files, and they cost nothing but the wire. What nobody answers is looked at for a token first, so it is no page's.
    private static bool IsForThePage(HttpContext context) =>
        context.GetEndpoint() is null
        && !context.Request.Path.IsApi
        && !context.Request.Path.IsReserved
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
}

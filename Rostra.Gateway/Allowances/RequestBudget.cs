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
            (context.GetEndpoint() is not null || context.Request.Path.IsReserved) && budgets.Request(context) is { } refusal
                ? Problem.Write(context, refusal)
                : next(context));
    }
}

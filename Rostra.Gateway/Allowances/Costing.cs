using Rostra.Hosting;

namespace Rostra.Allowances;

/// <summary>Marks an endpoint each request for which takes a token of its person's.</summary>
internal sealed record Cost(Allowance Kind);

/// <summary>What an endpoint costs, besides the address's requests, of which everything takes one (<see cref="RequestBudget"/>).</summary>
internal static class Costing
{
    extension(RouteHandlerBuilder endpoint)
    {
        /// <summary>
        /// Each request takes a token of its person's. Over the rate, a handler that reads <see cref="Fields"/> or a <see cref="Query"/> still runs up to its look at
        /// <c>Refusal</c>, because what can never be right is told first; any other is not run.
        /// </summary>
        public RouteHandlerBuilder Costs(Allowance kind) => endpoint.WithMetadata(new Cost(kind)).AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (await http.RequestServices.GetRequiredService<Purses>().Take(http.User.Ref.Id, kind) is { } overRate)
            {
                if (context.Arguments.OfType<IForm>().FirstOrDefault() is not { } form)
                {
                    return overRate.ToHttp();
                }

                form.RefuseAnyway(overRate);
            }

            return await next(context);
        });
    }
}

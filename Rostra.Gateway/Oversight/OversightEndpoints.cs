using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Rostra.Accounts;
using Rostra.Allowances;
using Rostra.Hosting;
using Rostra.OpenApi;
using Rostra.Rooms;

namespace Rostra.Oversight;

/// <summary>Whether the asker looks after the place.</summary>
internal sealed record OversightView(bool Administrator);

/// <summary>What <c>GET /api/admin/reports</c> reads.</summary>
/// <param name="Closed">Those that were looked at, instead of those that wait.</param>
internal sealed record OverseenReportsQuery(bool? Closed, string? Cursor, int? Limit);

/// <summary>What administrators see of the whole place. A report is closed where it belongs, in its room.</summary>
internal static class OversightEndpoints
{
    private const int ListPage = 50;
    private const int ListPageMax = 100;
    private const int CursorMax = 200;

    public static void MapOversight(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/api/admin").WithTags("Administration");
        admin.MapGet("/", Whether).Costs(Allowance.Pages);
        admin.MapGet("/nodes", Nodes).Costs(Allowance.Pages);
        admin.MapGet("/rooms", Rooms).Asks<ListQuery>().Costs(Allowance.Pages);
        admin.MapGet("/people", People).Asks<ListQuery>().Costs(Allowance.Pages);
        admin.MapGet("/reports", Reports).Asks<OverseenReportsQuery>().Costs(Allowance.Pages);
        admin.MapGet("/audit", Audit).Asks<ListQuery>().Costs(Allowance.Pages);
    }

    private static async Task<Ok<OversightView>> Whether(ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        TypedResults.Ok(new OversightView(await patience.Until(_ => grains.Administration().Includes(user.Ref.Id))));

    private static async Task<Results<Ok<NodeList>, Refused>> Nodes(ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        (await patience.Try(_ => grains.Oversight().Nodes(user.Ref.Id))).ToHttp();

    private static Task<Results<Ok<OverseenRooms>, Refused>> Rooms(Query query, ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        Page(query, patience, page => grains.Oversight().Rooms(user.Ref.Id, page));

    private static Task<Results<Ok<OverseenPeople>, Refused>> People(Query query, ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        Page(query, patience, page => grains.Oversight().People(user.Ref.Id, page));

    private static Task<Results<Ok<OverseenReports>, Refused>> Reports(Query query, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var isClosed = query.Bool("closed") is true;
        return Page(query, patience, page => grains.Oversight().Reports(user.Ref.Id, isClosed, page));
    }

    private static Task<Results<Ok<OverseenActs>, Refused>> Audit(Query query, ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        Page(query, patience, page => grains.Oversight().Acts(user.Ref.Id, page));

    // Not again after a time-out: who looks through everything is not helped by looking again at once.
    private static async Task<Results<Ok<T>, Refused>> Page<T>(Query query, Patience patience, Func<PageOf, Task<Outcome<T>>> read)
    {
        var page = new PageOf(query.Text("cursor", CursorMax), query.Limit(ListPage, ListPageMax));
        return query.Refusal is { } malformed ? malformed.ToHttp() : (await patience.Reach(() => read(page))).ToHttp();
    }
}

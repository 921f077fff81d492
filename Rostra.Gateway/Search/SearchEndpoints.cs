using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Rostra.Allowances;
using Rostra.Hosting;
using Rostra.OpenApi;

namespace Rostra.Search;

/// <summary>What <c>GET …/search</c> reads.</summary>
/// <param name="Q">The words, all of which must be found.</param>
/// <param name="Before">The next page: the last hit's id.</param>
internal sealed record SearchQuery(string Q, long? Before, int? Limit);

/// <summary>What <c>GET /api/search</c> reads.</summary>
/// <param name="Q">The words, all of which must be found, and filters: <c>from:</c>, <c>in:</c>, <c>before:</c>, <c>has:link</c>.</param>
/// <param name="Cursor">Where the page before ended.</param>
internal sealed record RoomsSearchQuery(string Q, string? Cursor, int? Limit);

/// <summary>Searching, over HTTP.</summary>
internal static class SearchEndpoints
{
    private const int TextMax = 200;
    private const int CursorMax = 200;
    private const int HitsPage = 20;
    private const int HitsPageMax = 50;

    public static void MapSearch(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/rooms/{roomId:id}/search", InRoom).WithTags("Search").Asks<SearchQuery>().Costs(Allowance.Pages);
        app.MapGet("/api/search", InRooms).WithTags("Search").Asks<RoomsSearchQuery>().Costs(Allowance.Pages);
    }

    private static async Task<Results<Ok<FoundHits>, Refused>> InRooms(Query query, ClaimsPrincipal user, IGrainFactory grains)
    {
        var (text, cursor, limit) = (query.Text("q", TextMax), query.Text("cursor", CursorMax), query.Limit(HitsPage, HitsPageMax));
        if (text is null)
        {
            query.Invalid("q", "is required.");
        }

        return query.Refusal is { } malformed
            ? malformed.ToHttp()
            : (await grains.Search().InRooms(user.Ref.Id, new RoomsSearch(text!, cursor, limit))).ToHttp();
    }

    private static async Task<Results<Ok<Hits>, Refused>> InRoom(Guid roomId, Query query, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var (text, before, limit) = (query.Text("q", TextMax), query.Seq("before"), query.Limit(HitsPage, HitsPageMax));
        if (text is null)
        {
            query.Invalid("q", "is required.");
        }

        return query.Refusal is { } malformed
            ? malformed.ToHttp()
            : (await patience.Reach(() => grains.Search().InRoom(roomId, user.Ref.Id, new RoomSearch(text!, before, limit)))).ToHttp(); // One that takes too long does not get shorter.
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Rostra.Allowances;
using Rostra.Hosting;
using Rostra.OpenApi;
using Rostra.Realtime;
using Rostra.Rooms;

namespace Rostra.History;

/// <summary>What was said, over HTTP.</summary>
internal static class HistoryEndpoints
{
    private const int MessagesPage = 50;
    private const int ChangesPage = 200;

    public static void MapHistory(this IEndpointRouteBuilder app)
    {
        var room = app.MapGroup("/api/rooms/{roomId:id}").WithTags("History");
        room.MapGet("/messages", Page).Asks<PageQuery>().Costs(Allowance.Pages);
        room.MapGet("/changes", Changed).Asks<ChangesQuery>().Costs(Allowance.Pages);
    }

    private static async Task<Results<Ok<Page>, Refused>> Page(Guid roomId, Query query, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var asked = new PageRequest(query.Seq("before"), query.Seq("after"), query.Seq("around"), query.Limit(MessagesPage, PageRequest.LimitMax));
        if (new[] { asked.Before, asked.After, asked.Around }.Count(seq => seq is not null) > 1)
        {
            query.Invalid("before", "only one of before, after and around can be given.");
        }

        if (query.Refusal is { } malformed)
        {
            return malformed.ToHttp();
        }

        var page = await patience.Try(async _ => asked is { Before: null, After: null, Around: null }
            ? await Newest(roomId, user.Ref.Id, asked, grains)
            : await grains.History().Page(roomId, user.Ref.Id, asked));
        return page.ToHttp();
    }

    private static async Task<Outcome<Page>> Newest(Guid roomId, Guid userId, PageRequest asked, IGrainFactory grains)
    {
        var newest = await grains.Room(roomId).Newest(userId, asked.Limit);
        return newest switch
        {
            { Refusal: { } refusal } => refusal,
            { Value: { } page } => page,
            _ => await grains.History().Page(roomId, userId, asked), // More than the room remembers.
        };
    }

    private static async Task<Results<Ok<Changes>, Refused>> Changed(Guid roomId, Query query, ClaimsPrincipal user, Patience patience, OnlineCounts counts, IGrainFactory grains)
    {
        var (after, limit) = (query.Seq("after"), query.Limit(ChangesPage, Changes.LimitMax));
        if (after is null)
        {
            query.Invalid("after", "is required.");
        }

        if (query.Refusal is { } malformed)
        {
            return malformed.ToHttp();
        }

        var page = await patience.Try(_ => grains.History().Changes(roomId, user.Ref.Id, after!.Value, limit));
        return page.Value is { } changes ? TypedResults.Ok(changes.Counting((await counts.Of([roomId]))[0])) : page.ToHttp();
    }
}

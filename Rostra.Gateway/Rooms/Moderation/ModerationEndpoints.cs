using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Rostra.Allowances;
using Rostra.Hosting;
using Rostra.OpenApi;

namespace Rostra.Rooms;

/// <summary>What owners do about people in their rooms and what they read of it, and what members report, over HTTP.</summary>
internal static class ModerationEndpoints
{
    private const int ListPage = 50;
    private const int ListPageMax = 100;
    private const int CursorMax = 200;
    private const int ReasonMax = 255;

    public static void MapModeration(this IEndpointRouteBuilder app)
    {
        var room = app.MapGroup("/api/rooms/{roomId:id}").WithTags("Moderation");
        room.MapDelete("/members/{userId:id}", Remove).Asks<RemoveQuery>().Costs(Allowance.Moderation);
        room.MapGet("/bans", Bans).Asks<ListQuery>().Costs(Allowance.Pages);
        room.MapPut("/bans/{userId:id}", Ban).Takes<BanRequest>().Costs(Allowance.Moderation);
        room.MapDelete("/bans/{userId:id}", LiftBan).Costs(Allowance.Moderation);
        room.MapPut("/mutes/{userId:id}", Mute).Takes<MuteRequest>().Costs(Allowance.Moderation);
        room.MapDelete("/mutes/{userId:id}", LiftMute).Costs(Allowance.Moderation);
        room.MapGet("/audit", Audit).Asks<ListQuery>().Costs(Allowance.Pages);
        room.MapPost("/messages/{id:seq}/report", Report).Takes<ReportRequest>().Costs(Allowance.Reports);
        room.MapGet("/reports", Reports).Asks<ListQuery>().Costs(Allowance.Pages);
        room.MapDelete("/reports/{id:seq}", CloseReports).Costs(Allowance.Moderation);
    }

    private static async Task<Results<NoContent, Refused>> Remove(
        Guid roomId, Guid userId, Query query, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var reason = query.Text("reason", ReasonMax);
        return query.Refusal is { } malformed
            ? malformed.ToHttp()
            : (await patience.Change(isRepeat => grains.Room(roomId).Remove(new PersonAct(user.Ref, userId, reason, isRepeat)))).ToNoContent();
    }

    private static async Task<Results<NoContent, Refused>> Ban(
        Guid roomId, Guid userId, [MayBeEmpty] Fields fields, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var reason = fields.OptionalText("reason");
        return fields.Refusal is { } malformed
            ? malformed.ToHttp()
            : (await patience.Change(isRepeat => grains.Room(roomId).Ban(new PersonAct(user.Ref, userId, reason, isRepeat)))).ToNoContent();
    }

    private static async Task<Results<NoContent, Refused>> LiftBan(Guid roomId, Guid userId, ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        (await patience.Change(isRepeat => grains.Room(roomId).LiftBan(new PersonAct(user.Ref, userId, Again: isRepeat)))).ToNoContent();

    private static async Task<Results<Ok<Member>, Refused>> Mute(
        Guid roomId, Guid userId, Fields fields, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var (until, reason) = (fields.Instant("until"), fields.OptionalText("reason"));
        return fields.Refusal is { } malformed
            ? malformed.ToHttp()
            : (await patience.Change(_ => grains.Room(roomId).Mute(new MuteMember(user.Ref, userId, until, reason)))).ToHttp();
    }

    private static async Task<Results<NoContent, Refused>> LiftMute(Guid roomId, Guid userId, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var lifted = await patience.Change(_ => grains.Room(roomId).Mute(new MuteMember(user.Ref, userId, Until: null)));
        return lifted.Refusal is { } refusal ? refusal.ToHttp() : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Refused>> Report(
        Guid roomId, long id, Fields fields, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var reason = fields.OptionalText("reason");
        return fields.Refusal is { } malformed
            ? malformed.ToHttp()
            : (await patience.Try(_ => grains.Moderation().Report(roomId, user.Ref.Id, id, reason))).ToNoContent();
    }

    private static async Task<Results<NoContent, Refused>> CloseReports(Guid roomId, long id, ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        (await patience.Try(_ => grains.Moderation().CloseReports(roomId, user.Ref.Id, id))).ToNoContent();

    private static Task<Results<Ok<BanPage>, Refused>> Bans(Guid roomId, Query query, ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        Page(query, patience, page => grains.Moderation().Bans(roomId, user.Ref.Id, page));

    private static Task<Results<Ok<ActPage>, Refused>> Audit(Guid roomId, Query query, ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        Page(query, patience, page => grains.Moderation().Acts(roomId, user.Ref.Id, page));

    private static Task<Results<Ok<ReportPage>, Refused>> Reports(Guid roomId, Query query, ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        Page(query, patience, page => grains.Moderation().Reports(roomId, user.Ref.Id, page));

    private static async Task<Results<Ok<T>, Refused>> Page<T>(Query query, Patience patience, Func<PageOf, Task<Outcome<T>>> read)
    {
        var page = new PageOf(query.Text("cursor", CursorMax), query.Limit(ListPage, ListPageMax));
        return query.Refusal is { } malformed ? malformed.ToHttp() : (await patience.Try(_ => read(page))).ToHttp();
    }
}

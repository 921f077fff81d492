using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Rostra.Hosting;
using Rostra.OpenApi;

namespace Rostra.Accounts;

/// <summary>A person's logins, and the password that opens them.</summary>
internal static class SessionEndpoints
{
    private static readonly Refusal NotFound = new(RefusalCode.SessionNotFound, "There is no such login of yours.");

    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/api/auth").WithTags("Accounts");

        auth.MapGet("/sessions", List);
        auth.MapDelete("/sessions", EndOthers);
        auth.MapDelete("/sessions/{id:id}", End);
        auth.MapPost("/password", ChangePassword).Takes<ChangePasswordRequest>();
        auth.MapDelete("/me", DeleteAccount).Takes<DeleteAccountRequest>();
    }

    private static async Task<Ok<Session[]>> List(ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var sessions = await patience.Until(_ => grains.FrontDoor().Sessions(user.Ref.Id));
        return TypedResults.Ok(sessions
            .Select(session => new Session(session.Id, session.CreatedAt, session.LastUsedAt, session.Device, session.Address, session.Id == user.SessionId))
            .ToArray());
    }

    private static async Task<NoContent> EndOthers(ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        await patience.Until(async _ =>
        {
            await grains.FrontDoor().EndOtherSessions(user.Ref.Id, user.SessionId);
            return Done.Value;
        });
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Refused>> End(Guid id, ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        await patience.Until(async isRepeat => await grains.Session(id).EndOf(user.Ref.Id, Realtime.SessionEnd.Revoked) || isRepeat) ? TypedResults.NoContent() : NotFound.ToHttp();

    private static async Task<Results<NoContent, Refused>> ChangePassword(ClaimsPrincipal user, Fields body, Patience patience, IGrainFactory grains)
    {
        var change = new ChangePassword(user.Ref.Id, user.SessionId, LoginForm.Password(body, "currentPassword"), body.Text("newPassword"));
        return body.Refusal is { } refusal ? refusal.ToHttp() : (await patience.Try(isRepeat => Change(change, user, isRepeat, grains))).ToNoContent();
    }

    private static async Task<Results<NoContent, Refused>> DeleteAccount(ClaimsPrincipal user, Fields body, Patience patience, IGrainFactory grains)
    {
        var delete = new DeleteAccount(user.Ref.Id, LoginForm.Password(body, "password"));
        return body.Refusal is { } refusal ? refusal.ToHttp() : (await patience.Try(_ => grains.Farewell().Delete(delete))).ToNoContent();
    }

    /// <summary>Where the first try changed it, the repeat is refused; then the new one opens the door, and what was left to do is done.</summary>
    private static async Task<Outcome<Done>> Change(ChangePassword change, ClaimsPrincipal user, bool isRepeat, IGrainFactory grains)
    {
        var outcome = await grains.FrontDoor().ChangePassword(change);
        if (!isRepeat || outcome.Refusal?.Code is not RefusalCode.BadCredentials
            || (await grains.FrontDoor().LogIn(new Credentials(user.Ref.Username, change.NewPassword))).IsRefused)
        {
            return outcome;
        }

        await grains.FrontDoor().EndOtherSessions(user.Ref.Id, user.SessionId);
        return Done.Value;
    }
}

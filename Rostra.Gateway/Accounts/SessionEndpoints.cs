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
    }

    private static async Task<Ok<Session[]>> List(ClaimsPrincipal user, IGrainFactory grains)
    {
        var sessions = await grains.FrontDoor().Sessions(user.Ref.Id);
        return TypedResults.Ok(sessions
            .Select(session => new Session(session.Id, session.CreatedAt, session.LastUsedAt, session.Device, session.Address, session.Id == user.SessionId))
            .ToArray());
    }

    private static async Task<NoContent> EndOthers(ClaimsPrincipal user, IGrainFactory grains)
    {
        await grains.FrontDoor().EndOtherSessions(user.Ref.Id, user.SessionId);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Refused>> End(Guid id, ClaimsPrincipal user, IGrainFactory grains) =>
        await grains.Session(id).EndOf(user.Ref.Id, Realtime.SessionEnd.Revoked) ? TypedResults.NoContent() : NotFound.ToHttp();

    private static async Task<Results<NoContent, Refused>> ChangePassword(ClaimsPrincipal user, Fields body, IGrainFactory grains)
    {
        var change = new ChangePassword(user.Ref.Id, user.SessionId, LoginForm.Password(body, "currentPassword"), body.Text("newPassword"));
        return body.Refusal is { } refusal ? refusal.ToHttp() : (await grains.FrontDoor().ChangePassword(change)).ToNoContent();
    }
}

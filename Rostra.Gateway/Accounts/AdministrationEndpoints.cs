using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Rostra.Hosting;
using Rostra.OpenApi;

namespace Rostra.Accounts;

/// <summary>What <c>POST /api/admin/password-links</c> reads.</summary>
internal sealed record PasswordLinkRequest(string Username);

/// <summary>What <c>POST /api/auth/reset</c> reads.</summary>
/// <param name="Token">Of the one-time link: what stands behind the <c>#</c>.</param>
internal sealed record ResetRequest(string Token, string NewPassword);

/// <summary>Letting people in who cannot come in by themselves.</summary>
internal static class AdministrationEndpoints
{
    private const int TokenMax = 100;

    public static void MapAdministration(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/api/admin").WithTags("Administration");
        admin.MapPost("/invites", Invite).Takes<Nothing>();
        admin.MapPost("/password-links", PasswordLink).Takes<PasswordLinkRequest>();

        app.MapPost("/api/auth/reset", Reset).WithTags("Accounts").Takes<ResetRequest>().AllowAnonymous();
    }

    /// <summary>An invitation's secret, of any length that one can have.</summary>
    public static string? Invitation(Fields body)
    {
        var token = body.OptionalText("invite");
        if (token?.Length > TokenMax)
        {
            body.Invalid("invite", "is no invitation.");
        }

        return token;
    }

    private static async Task<Results<Created<Pass>, Refused>> Invite([MayBeEmpty] Fields body, ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        body.Refusal is { } refusal ? refusal.ToHttp() : Made(await patience.Try(_ => grains.Administration().Invite(user.Ref.Id)));

    private static async Task<Results<Created<Pass>, Refused>> PasswordLink(Fields body, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var username = body.Text("username");
        return body.Refusal is { } refusal ? refusal.ToHttp() : Made(await patience.Try(_ => grains.Administration().PasswordLink(user.Ref.Id, username)));
    }

    private static async Task<Results<NoContent, Refused>> Reset(HttpContext context, Fields body, Budgets budgets, Patience patience, IGrainFactory grains)
    {
        var reset = new ResetPassword(body.Text("token"), body.Text("newPassword"));
        return (body.Refusal ?? budgets.LogIn(context)) is { } refusal
            ? refusal.ToHttp()
            : (await patience.Try(_ => grains.FrontDoor().ResetPassword(reset))).ToNoContent();
    }

    private static Results<Created<Pass>, Refused> Made(Outcome<Pass> pass) =>
        pass.Refusal is { } refusal ? refusal.ToHttp() : TypedResults.Created((string?)null, pass.Value!);
}

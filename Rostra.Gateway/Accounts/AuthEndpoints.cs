using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Rostra.Hosting;
using Rostra.OpenApi;

namespace Rostra.Accounts;

/// <summary>Coming in, staying in, going out.</summary>
internal static class AuthEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/api/auth").WithTags("Accounts");

        auth.MapPost("/register", Register).Takes<RegisterRequest>().AllowAnonymous();
        auth.MapPost("/login", LogIn).Takes<LogInRequest>().AllowAnonymous();
        auth.MapPost("/refresh", Refresh).Takes<Nothing>().AllowAnonymous();
        auth.MapPost("/logout", LogOut).Takes<Nothing>().AllowAnonymous();
        auth.MapPost("/ticket", Ticket);
        auth.MapGet("/me", WhoAmI);
    }

    private static async Task<Results<Created<Auth>, Refused>> Register(
        HttpContext context, Fields body, IGrainFactory grains, Patience patience, Budgets budgets, Logins logins)
    {
        var registration = new Registration(body.Text("username"), body.Text("email"), body.Text("password"), AdministrationEndpoints.Invitation(body));
        if (body.Refusal is { } refusal)
        {
            return refusal.ToHttp();
        }

        if (budgets.Register(context) is { } tooMany)
        {
            return (await patience.Until(_ => grains.FrontDoor().Judge(registration)) ?? tooMany).ToHttp(); // What can never be right is told first.
        }

        var registered = await patience.Try(async isRepeat =>
        {
            var outcome = await grains.FrontDoor().Register(registration);
            return isRepeat && outcome.Refusal?.Code is RefusalCode.UsernameTaken or RefusalCode.EmailTaken
                && await grains.FrontDoor().LogIn(new Credentials(registration.Username, registration.Password)) is { IsRefused: false } mine
                ? mine // By the first try: who else would know the password?
                : outcome;
        });
        var begun = registered.Refusal is { } refused ? refused : await logins.Begin(context, registered.Value!);
        return begun.Refusal is { } failed ? failed.ToHttp() : TypedResults.Created((string?)null, begun.Value!);
    }

    private static async Task<Results<Ok<Auth>, Refused>> LogIn(
        HttpContext context, Fields body, IGrainFactory grains, Patience patience, Budgets budgets, Logins logins)
    {
        var credentials = LoginForm.Read(body);
        if ((body.Refusal ?? budgets.LogIn(context)) is { } refusal)
        {
            return refusal.ToHttp();
        }

        var known = await patience.Try(_ => grains.FrontDoor().LogIn(credentials with { Address = budgets.Counted(context) }));
        return (known.Refusal is { } refused ? refused : await logins.Begin(context, known.Value!)).ToHttp();
    }

    private static async Task<Results<Ok<Auth>, Refused>> Refresh(HttpContext context, [MayBeEmpty] Fields body, Budgets budgets, Origins origins, Logins logins) =>
        (body.Refusal ?? origins.Judge(context.Request) ?? budgets.LogIn(context)) is { } refusal
            ? refusal.ToHttp()
            : (await logins.Go(context)).ToHttp();

    private static async Task<Results<NoContent, Refused>> LogOut(HttpContext context, ClaimsPrincipal user, [MayBeEmpty] Fields body, Origins origins, Logins logins)
    {
        // A bearer's token is in no foreign page's reach; only who relies on the cookie must show where they come from.
        if (user.Identity?.IsAuthenticated is not true && (body.Refusal ?? origins.Judge(context.Request)) is { } refusal)
        {
            return refusal.ToHttp();
        }

        await logins.End(context, user);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<TicketView>, Refused>> Ticket(ClaimsPrincipal user, SocketTickets tickets) =>
        await tickets.Issue(user.Ref, user.SessionId) is { } ticket
            ? TypedResults.Ok(ticket)
            : Refusals.OfStatus(StatusCodes.Status401Unauthorized).ToHttp();

    private static async Task<Results<Ok<Me>, Refused>> WhoAmI(ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        await patience.Until(_ => grains.FrontDoor().Me(user.Ref.Id)) is { } me
            ? TypedResults.Ok(me)
            : Refusals.OfStatus(StatusCodes.Status401Unauthorized).ToHttp();
}

using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Rostra.Hosting;

namespace Rostra.Accounts;

/// <summary>Lets a socket in by the ticket in its query. The ticket counts as an access token made when the ticket was.</summary>
internal sealed class TicketHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SocketTickets tickets, AccessTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Ticket";
    public const string QueryName = "access_token";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Query[QueryName] is not [{ Length: > 0 } text])
        {
            return AuthenticateResult.NoResult();
        }

        return await tickets.Redeem(text) is var (ticket, sessionId)
            ? AuthenticateResult.Success(new AuthenticationTicket(Principal(ticket, sessionId), Scheme.Name))
            : AuthenticateResult.Fail("No good ticket.");
    }

    private ClaimsPrincipal Principal(SocketTicket ticket, Guid sessionId) => new(new ClaimsIdentity(
        [
            new Claim(Person.IdClaim, ticket.User.Id.ToString()),
            new Claim(Person.NameClaim, ticket.User.Username),
            new Claim(Person.SessionClaim, sessionId.ToString()),
            new Claim(Person.ExpiryClaim, tokens.ExpiryOf(ticket.IssuedAt).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ],
        Scheme.Name,
        Person.NameClaim,
        roleType: null));
}

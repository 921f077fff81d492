using System.Security.Claims;
using Rostra.Users;

namespace Rostra.Hosting;

/// <summary>Who asks, as the access token or the socket's ticket says; never from a request's arguments.</summary>
internal static class Person
{
    public const string IdClaim = "sub";
    public const string NameClaim = "name";
    public const string SessionClaim = "sid";
    public const string ExpiryClaim = "exp";

    extension(ClaimsPrincipal user)
    {
        public UserRef Ref => new(Guid.Parse(user.Required(IdClaim)), user.Required(NameClaim));

        public Guid SessionId => Guid.Parse(user.Required(SessionClaim));

        /// <summary>When the token ends; a ticket counts as a token made when the ticket was.</summary>
        public DateTimeOffset ExpiresAt =>
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(user.Required(ExpiryClaim), System.Globalization.CultureInfo.InvariantCulture));

        private string Required(string claim) =>
            user.FindFirstValue(claim) ?? throw new InvalidOperationException($"An authenticated caller has no claim '{claim}'.");
    }
}

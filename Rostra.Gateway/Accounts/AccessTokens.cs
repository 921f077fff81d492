using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Rostra.Hosting;
using Rostra.Users;

namespace Rostra.Accounts;

/// <summary>Makes access tokens and says what a good one looks like.</summary>
internal sealed class AccessTokens(TokenKeys keys, IOptions<TokenOptions> options, TimeProvider time)
{
    public const string Issuer = "rostra";
    public const string Audience = "rostra";
    public const string Type = "at+jwt";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public (string Token, DateTimeOffset ExpiresAt) Make(UserRef user, Guid sessionId)
    {
        var expiresAt = ExpiryOf(time.GetUtcNow());
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            TokenType = Type,
            Claims = new Dictionary<string, object>
            {
                [Person.IdClaim] = user.Id.ToString(),
                [Person.NameClaim] = user.Username,
                [Person.SessionClaim] = sessionId.ToString(),
            },
            IssuedAt = time.GetUtcNow().UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            SigningCredentials = new SigningCredentials(keys.Current, SecurityAlgorithms.HmacSha256),
        });
        return (token, expiresAt);
    }

    /// <summary>When a token made at this time ends: in whole seconds, as it says itself.</summary>
    public DateTimeOffset ExpiryOf(DateTimeOffset madeAt) => DateTimeOffset.FromUnixTimeSeconds((madeAt + options.Value.Lifetime).ToUnixTimeSeconds());

    public TokenValidationParameters Rules() => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        ValidTypes = [Type],
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        TryAllIssuerSigningKeys = false, // The key that the token names, and it must be one of ours.
        IssuerSigningKeyResolver = (_, _, kid, _) => keys.All.Where(key => key.KeyId == kid),
        LifetimeValidator = (_, expires, _, _) => expires is { } end && time.GetUtcNow() < end + options.Value.Leeway,
        NameClaimType = Person.NameClaim,
    };
}

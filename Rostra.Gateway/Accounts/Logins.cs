using System.Security.Claims;
using System.Security.Cryptography;
using Rostra.Hosting;
using Rostra.Realtime;

namespace Rostra.Accounts;

/// <summary>A session's life as a browser sees it: an access token to show, a cookie to come back with.</summary>
internal sealed class Logins(IGrainFactory grains, Patience patience, AccessTokens tokens, RefreshSeal seal, RefreshJar jar, SessionWatch sessions, TimeProvider time)
{
    private const int DeviceLengthMax = 200;

    private static readonly Refusal RefreshInvalid = new(RefusalCode.RefreshInvalid, "This login has ended; log in again.");

    public async Task<Outcome<Auth>> Begin(HttpContext context, Proof proof)
    {
        var user = proof.Me;
        var cookie = new RefreshCookie(Guid.CreateVersion7(time.GetUtcNow()), RandomNumberGenerator.GetBytes(RefreshSeal.SecretBytes), Generation: 0);
        var open = new OpenSession(user.Ref, proof.PasswordVersion, RefreshSeal.Family(cookie.Secret), DeviceOf(context), AddressOf(context));
        var opened = await patience.Try(_ => grains.Session(cookie.SessionId).Open(open));
        if (opened.Refusal is { } refusal)
        {
            return refusal;
        }

        jar.Keep(context, seal.Write(cookie), opened.Value!.EndsAt);
        return AuthOf(user, cookie.SessionId);
    }

    /// <summary>Goes on with the cookie's session.</summary>
    public async Task<Outcome<Auth>> Go(HttpContext context)
    {
        if (seal.Read(RefreshJar.Read(context.Request)) is not { } cookie)
        {
            return RefreshInvalid;
        }

        var refresh = new RefreshSession(RefreshSeal.Family(cookie.Secret), cookie.Generation, AddressOf(context));
        var refreshed = await patience.Try(_ => grains.Session(cookie.SessionId).Refresh(refresh));
        if (refreshed.Refusal is { } refusal)
        {
            return refusal;
        }

        var next = refreshed.Value!;
        if (await patience.Until(_ => grains.FrontDoor().Me(next.User.Id)) is not { } user)
        {
            return RefreshInvalid;
        }

        jar.Keep(context, seal.Write(cookie.Next), next.EndsAt);
        return AuthOf(user, cookie.SessionId);
    }

    /// <summary>Ends the cookie's session and the token's, where there are any.</summary>
    public async Task End(HttpContext context, ClaimsPrincipal user)
    {
        if (seal.Read(RefreshJar.Read(context.Request)) is { } cookie)
        {
            await End(cookie.SessionId, RefreshSeal.Family(cookie.Secret));
        }

        if (user.Identity?.IsAuthenticated is true)
        {
            await End(user.SessionId, family: null);
            sessions.Ended(user.SessionId, SessionEnd.Logout);
        }

        jar.Clear(context);
    }

    private Task<Done> End(Guid sessionId, byte[]? family) => patience.Until(async _ =>
    {
        await grains.Session(sessionId).End(SessionEnd.Logout, family);
        return Done.Value;
    });

    private Auth AuthOf(Me user, Guid sessionId)
    {
        var (token, expiresAt) = tokens.Make(user.Ref, sessionId);
        return new(token, expiresAt, sessionId, user);
    }

    private static string? DeviceOf(HttpContext context) =>
        context.Request.Headers.UserAgent.ToString() is { Length: > 0 } device ? device[..Math.Min(device.Length, DeviceLengthMax)].Replace("\0", "", StringComparison.Ordinal) : null;

    private static string? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString();
}

using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Rostra.Realtime;
using Rostra.Storage;

namespace Rostra.Accounts;

[GrainType("session")]
internal sealed partial class SessionGrain(
    [PersistentState("session", GrainStorageHosting.ProviderName)] IPersistentState<SessionGrainState> state,
    SessionTable table,
    TimeProvider time,
    ILogger<SessionGrain> logger) : Grain, ISessionGrain
{
    private static readonly Refusal RefreshInvalid = new(RefusalCode.RefreshInvalid, "This login has ended; log in again.");

    private readonly SessionWatchers _watchers = new();
    private readonly Tickets _tickets = new();

    private Guid Id => this.GetPrimaryKey();

    private SessionFamily? Family => state.State.Family;

    private DateTimeOffset Now => time.GetUtcNow();

    public async Task<Outcome<SessionView>> Open(OpenSession open)
    {
        var family = Family ?? new SessionFamily(open.User, open.Family, Now, Now, Generation: 0, Spent: [], End: null);
        if (Family is null)
        {
            // The row first: a row without a family is a dead login on a list; a family without a row could not be ended from one.
            if (!await table.Opened(Id, open, Now))
            {
                return AccountGrain.BadCredentials;
            }

            await Keep(family);
        }

        return new SessionView(Id, family.User, family.EndsAt);
    }

    public async Task<Outcome<Refreshed>> Refresh(RefreshSession refresh)
    {
        if (Family is not { } family || !IsOf(family, refresh.Family))
        {
            return RefreshInvalid;
        }

        var (after, verdict) = family.Present(refresh.Generation, Now);
        switch (verdict)
        {
            case CookieVerdict.Rotated:
                await Keep(after);
                if (!await ListUse(refresh.Address))
                {
                    await EndWith(after with { End = SessionEnd.PasswordChanged }); // Ended with the password, and not told.
                    return RefreshInvalid;
                }

                break;
            case CookieVerdict.Reused:
                LogReused(Id, family.User.Id);
                await EndWith(after);
                return RefreshInvalid;
            case CookieVerdict.TooMany:
                return new Refusal(RefusalCode.RateLimited, "This login is refreshed too often.", RetryAfterMs: (long)SessionFamily.Grace.TotalMilliseconds);
            case CookieVerdict.Invalid:
                return RefreshInvalid;
        }

        return new Refreshed(after.User, refresh.Generation + 1, after.EndsAt);
    }

    public async Task End(SessionEnd reason, byte[]? family)
    {
        if (Family is { End: null } standing && (family is null || IsOf(standing, family)))
        {
            await EndWith(standing with { End = reason });
        }
    }

    public async Task<bool> EndOf(Guid userId, SessionEnd reason)
    {
        if (Family is not { } family || family.User.Id != userId || !family.Lives(Now))
        {
            return await table.Ended(Id, userId, Now); // A row may stand alone, when a silo died between the two.
        }

        await EndWith(family with { End = reason });
        return true;
    }

    public Task<SessionState> Watch(GatewayLease lease)
    {
        var lives = Family?.Lives(Now) is true;
        if (lives)
        {
            _watchers.Renew(lease, Now);
        }

        return Task.FromResult(new SessionState(lives, Family?.End ?? SessionEnd.Revoked));
    }

    public Task<bool> KeepTicket(SocketTicket ticket)
    {
        var lives = Family?.Lives(Now) is true;
        if (lives)
        {
            _tickets.Keep(ticket, Now);
        }

        return Task.FromResult(lives);
    }

    public Task<SocketTicket?> RedeemTicket(byte[] hash) => Task.FromResult(Family?.Lives(Now) is true ? _tickets.Redeem(hash, Now) : null);

    private async Task EndWith(SessionFamily ended)
    {
        await Keep(ended);
        LogEnded(Id, ended.User.Id, ended.End!.Value);
        _ = _watchers.Tell(Id, ended.End.Value); // Not awaited: a gateway that has died would keep the person waiting.
        await Listed(table.Ended(Id, ended.User.Id, Now), otherwise: false);
    }

    private async Task Keep(SessionFamily family)
    {
        var before = state.State;
        state.State = new SessionGrainState { Family = family };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State = before;
            DeactivateOnIdle(); // It may have been kept or not: the next activation reads which.
            throw;
        }
    }

    private Task<bool> ListUse(string? address) => Listed(table.Used(Id, address, Now), otherwise: true);

    // The list only shows; what it missed must not undo what was kept.
    private async Task<bool> Listed(Task<bool> written, bool otherwise)
    {
        try
        {
            return await written;
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or TimeoutException)
        {
            LogNotListed(fault, Id);
            return otherwise;
        }
    }

    private static bool IsOf(SessionFamily family, byte[] secret) => CryptographicOperations.FixedTimeEquals(family.Secret, secret);

    [LoggerMessage(LogLevel.Information, "Session {SessionId} of user {UserId} ended: {Reason}")]
    private partial void LogEnded(Guid sessionId, Guid userId, SessionEnd reason);

    [LoggerMessage(LogLevel.Warning, "Session {SessionId} of user {UserId}: a spent refresh cookie was presented again")]
    private partial void LogReused(Guid sessionId, Guid userId);

    [LoggerMessage(LogLevel.Warning, "Session {SessionId}: its row on the list was not changed")]
    private partial void LogNotListed(Exception fault, Guid sessionId);
}

/// <summary>What is kept of a session.</summary>
[GenerateSerializer, Alias("rostra.SessionGrainState")]
internal sealed class SessionGrainState
{
    [Id(0)]
    public SessionFamily? Family { get; set; }
}

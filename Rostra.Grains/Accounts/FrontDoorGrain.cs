using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Rostra.Names;
using Rostra.Realtime;

namespace Rostra.Accounts;

[GrainType("front-door"), StatelessWorker, Reentrant] // Holds nothing, so nothing is between two calls.
internal sealed partial class FrontDoorGrain(
    UserTable users, SessionTable sessions, PasswordRules passwords, PasswordHasher hasher, PassTable passes, EntryRules entry, TimeProvider time, ILogger<FrontDoorGrain> logger)
    : Grain, IFrontDoorGrain
{
    private const int EndedAtOnce = 20;
    private const string NobodysKey = "-"; // Too short to be anybody's.

    private static readonly Refusal LinkUsed = Refusal.Invalid("token", "is not good, or not any more: ask for another link.");

    public async Task<Outcome<Proof>> Register(Registration registration) => (Fault(registration) ?? await entry.Judge(registration)) is { } refusal
        ? refusal
        : await GrainFactory.Account(NameKey.Of(registration.Username)).Register(registration);

    public Task<Refusal?> Judge(Registration registration) => Task.FromResult(Fault(registration));

    public async Task<Outcome<Proof>> LogIn(Credentials credentials)
    {
        var address = credentials.Address is { } from ? GrainFactory.Address(from) : null;
        if (address is not null && await address.Wait() is { Ticks: > 0 } wait)
        {
            return Refusal.RateLimited(wait, "Too many failed logins from this address; wait a little.");
        }

        var nameKey = NameKey.Of(credentials.Username);
        var known = await GrainFactory.Account(nameKey.Length == 0 ? NobodysKey : nameKey).LogIn(credentials.Password); // A grain's key cannot be blank.
        if (address is not null && known.Refusal?.Code is RefusalCode.BadCredentials)
        {
            await address.Failed();
        }

        return known;
    }

    public async Task<Me?> Me(Guid userId) => await users.ById(userId) is { IsDeleted: false } user ? user.Me : null;

    public async Task<Outcome<Done>> ChangePassword(ChangePassword change)
    {
        if (await users.ById(change.UserId) is not { } user)
        {
            return AccountGrain.BadCredentials;
        }

        if (passwords.Fault(user.Username, user.Email, change.NewPassword) is { } fault)
        {
            return Refusal.Invalid("newPassword", fault);
        }

        var changed = await GrainFactory.Account(NameKey.Of(user.Username)).ChangePassword(change);
        if (changed.Refusal is { } refusal)
        {
            return refusal;
        }

        await TellOfTheNewPassword(user.Id, changed.Value);
        return Done.Value;
    }

    public async Task<Outcome<Done>> ResetPassword(ResetPassword reset)
    {
        var (hash, now) = (Passes.HashOf(reset.Token), time.GetUtcNow());
        if ((await passes.Find(hash, PassKind.Password, now)).UserId is not { } userId || await users.ById(userId) is not { } user)
        {
            return LinkUsed;
        }

        if (passwords.Fault(user.Username, user.Email, reset.NewPassword) is { } fault)
        {
            return Refusal.Invalid("newPassword", fault);
        }

        var hashed = await hasher.Hash(reset.NewPassword);
        if (hashed.Refusal is { } full)
        {
            return full;
        }

        if (await users.ResetPassword(user.Id, user.PasswordVersion, hashed.Value!, hash, now) is not { } ended)
        {
            return LinkUsed;
        }

        LogReset(user.Id, ended.Length);
        await TellOfTheNewPassword(user.Id, ended);
        return Done.Value;
    }

    public Task<ImmutableArray<ListedSession>> Sessions(Guid userId) => sessions.Of(userId, time.GetUtcNow());

    public async Task EndOtherSessions(Guid userId, Guid kept)
    {
        while ((await Sessions(userId)).Select(session => session.Id).Where(id => id != kept).ToImmutableArray() is { Length: > 0 } others)
        {
            await End(userId, others, SessionEnd.Revoked);
            if (others.Length < ListedSession.CountMax - 1)
            {
                return;
            }
        }
    }

    private async Task TellOfTheNewPassword(Guid userId, ImmutableArray<Guid> ended)
    {
        try
        {
            await End(userId, ended, SessionEnd.PasswordChanged);
        }
        catch (Exception unreached) when (unreached is TimeoutException or OrleansException)
        {
            LogUnreached(unreached, userId); // They are off the list, and end when they are next refreshed. The password is changed: a repeat would be refused.
        }
    }

    private async Task End(Guid userId, ImmutableArray<Guid> sessionIds, SessionEnd reason)
    {
        foreach (var some in sessionIds.Chunk(EndedAtOnce))
        {
            await Task.WhenAll(some.Select(id => GrainFactory.Session(id).EndOf(userId, reason)));
        }
    }

    private Refusal? Fault(Registration registration)
    {
        var faults = new[]
        {
            (Field: "username", Sentence: Username.Fault(registration.Username)),
            (Field: "email", Sentence: Email.Fault(registration.Email)),
            (Field: "password", Sentence: passwords.Fault(registration.Username, registration.Email, registration.Password)),
        }.Where(fault => fault.Sentence is not null).ToArray();

        return faults.Length == 0 ? null : new Refusal(
            RefusalCode.Invalid,
            string.Join(' ', faults.Select(fault => $"{fault.Field}: {fault.Sentence}")),
            faults.ToImmutableSortedDictionary(fault => fault.Field, fault => ImmutableArray.Create(fault.Sentence!), StringComparer.Ordinal));
    }

    [LoggerMessage(LogLevel.Warning, "User {UserId} changed their password, but not every other session was told of its end; it ends when it is next refreshed")]
    private partial void LogUnreached(Exception fault, Guid userId);

    [LoggerMessage(LogLevel.Warning, "User {UserId} set a new password by a one-time link; {Count} sessions ended")]
    private partial void LogReset(Guid userId, int count);
}

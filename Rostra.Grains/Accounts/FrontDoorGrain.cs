using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Rostra.Names;
using Rostra.Realtime;

namespace Rostra.Accounts;

[GrainType("front-door"), StatelessWorker, Reentrant] // Holds nothing, so nothing is between two calls.
internal sealed partial class FrontDoorGrain(UserTable users, SessionTable sessions, PasswordRules passwords, TimeProvider time, ILogger<FrontDoorGrain> logger)
    : Grain, IFrontDoorGrain
{
    private const int EndedAtOnce = 20;
    private const string NobodysKey = "-"; // Too short to be anybody's.

    public async Task<Outcome<Proof>> Register(Registration registration) => Fault(registration) is { } refusal
        ? refusal
        : await GrainFactory.Account(NameKey.Of(registration.Username)).Register(registration);

    public Task<Refusal?> Judge(Registration registration) => Task.FromResult(Fault(registration));

    public Task<Outcome<Proof>> LogIn(Credentials credentials)
    {
        var nameKey = NameKey.Of(credentials.Username);
        return GrainFactory.Account(nameKey.Length == 0 ? NobodysKey : nameKey).LogIn(credentials.Password); // A grain's key cannot be blank.
    }

    public async Task<Me?> Me(Guid userId) => (await users.ById(userId))?.Me;

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

        try
        {
            await End(user.Id, changed.Value, SessionEnd.PasswordChanged);
        }
        catch (Exception unreached) when (unreached is TimeoutException or OrleansException)
        {
            LogUnreached(unreached, user.Id); // They are off the list, and end when they are next refreshed. The password is changed: a repeat would be refused.
        }

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
}

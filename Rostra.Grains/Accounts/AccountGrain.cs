using Microsoft.Extensions.Logging;
using Rostra.Names;

namespace Rostra.Accounts;

[GrainType("account")]
internal sealed partial class AccountGrain(UserTable users, PasswordHasher hasher, EntryRules entry, TimeProvider time, ILogger<AccountGrain> logger) : Grain, IAccountGrain
{
    public static readonly Refusal BadCredentials = new(RefusalCode.BadCredentials, "This username and password do not belong together.");

    private static readonly string s_nobodys = Skeleton.Of(StoredUser.DeletedName);

    // Only in memory: who can make silos restart has other ways in.
    private readonly Attempts _attempts = new(Attempts.FreePerName);

    public async Task<Outcome<Proof>> Register(Registration registration)
    {
        var nameKey = this.GetPrimaryKeyString();
        var skeleton = Skeleton.Of(registration.Username);
        var email = Email.Key(registration.Email);
        if (skeleton == s_nobodys)
        {
            return Taken(RefusalCode.UsernameTaken);
        }

        if (await users.Taken(nameKey, skeleton, email) is { } taken)
        {
            return Taken(taken);
        }

        var password = await hasher.Hash(registration.Password);
        if (password.Refusal is { } refusal)
        {
            return refusal;
        }

        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var user = new StoredUser(Guid.CreateVersion7(now), registration.Username.Trim(), email, password.Value!, now);
        var inserted = await users.Insert(user, nameKey, skeleton, entry.Spent(registration));
        if (inserted.Refusal is { } notInvited)
        {
            return notInvited;
        }

        if (!inserted.Value)
        {
            return Taken(await users.Taken(nameKey, skeleton, email) ?? RefusalCode.UsernameTaken);
        }

        LogRegistered(user.Id);
        return user.Proof;
    }

    public async Task<Outcome<Proof>> LogIn(string password)
    {
        var (user, refusal) = await Check(password);
        if (refusal is not null)
        {
            return refusal;
        }

        await Renew(user!, password);
        LogLoggedIn(user!.Id);
        return user.Proof;
    }

    public async Task<Outcome<ImmutableArray<Guid>>> ChangePassword(ChangePassword change)
    {
        var (user, refusal) = await Check(change.CurrentPassword);
        if (refusal is not null)
        {
            return refusal;
        }

        var hash = await hasher.Hash(change.NewPassword);
        if (hash.Refusal is { } full)
        {
            return full;
        }

        if (await users.ChangePassword(user!.Id, user.PasswordVersion, hash.Value!, change.SessionId, time.GetUtcNow()) is not { } ended)
        {
            return BadCredentials; // Another activation of this account has changed it since it was checked.
        }

        LogChanged(user.Id, ended.Length);
        return ended;
    }

    /// <summary>The account, if the password is its own; else why not.</summary>
    private async Task<(StoredUser? User, Refusal? Refusal)> Check(string password)
    {
        if (_attempts.Wait(time.GetUtcNow()) is { Ticks: > 0 } wait)
        {
            LogDelayed((long)wait.TotalMilliseconds);
            return (null, new Refusal(RefusalCode.RateLimited, "Too many failed logins for this name; wait a little.", RetryAfterMs: (long)Math.Ceiling(wait.TotalMilliseconds)));
        }

        var user = await users.ByNameKey(this.GetPrimaryKeyString());
        var matches = await hasher.Matches(password, user?.Password);
        if (matches.Refusal is { } refusal)
        {
            return (null, refusal);
        }

        if (user is null || !matches.Value)
        {
            _attempts.Failed(time.GetUtcNow());
            LogFailed(user?.Id);
            return (null, BadCredentials);
        }

        _attempts.Succeeded();
        return (user, null);
    }

    private async Task Renew(StoredUser user, string password)
    {
        if (PasswordHash.IsOutdated(user.Password) && (await hasher.Hash(password)).Value is { } renewed)
        {
            await users.ReplacePassword(user.Id, user.Password, renewed);
        }
    }

    private static Refusal Taken(RefusalCode code) => new(
        code,
        code is RefusalCode.UsernameTaken ? "This username is taken, or looks like one that is." : "There is an account with this e-mail address.");

    [LoggerMessage(LogLevel.Information, "User {UserId} registered")]
    private partial void LogRegistered(Guid userId);

    [LoggerMessage(LogLevel.Information, "User {UserId} logged in")]
    private partial void LogLoggedIn(Guid userId);

    [LoggerMessage(LogLevel.Information, "User {UserId} changed their password; {Count} other sessions ended")]
    private partial void LogChanged(Guid userId, int count);

    [LoggerMessage(LogLevel.Warning, "A login failed for user {UserId}")]
    private partial void LogFailed(Guid? userId);

    [LoggerMessage(LogLevel.Warning, "A login was refused unseen: {WaitMs} ms to wait after earlier failures")]
    private partial void LogDelayed(long waitMs);
}

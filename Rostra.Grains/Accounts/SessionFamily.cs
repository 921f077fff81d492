using Rostra.Realtime;
using Rostra.Users;

namespace Rostra.Accounts;

/// <summary>
/// The refresh cookies of one login: which one is good, and which were spent just now. Rules only. The cookies themselves are made and proved by gateways;
/// here is no more of them than a hash of what they have in common, and a number.
/// </summary>
/// <param name="Secret">SHA-256 of what all cookies of the family share.</param>
/// <param name="Generation">The good cookie's.</param>
/// <param name="Spent">Those that may still be repeated.</param>
[GenerateSerializer, Immutable, Alias("rostra.SessionFamily")]
internal sealed record SessionFamily(
    UserRef User, byte[] Secret, DateTimeOffset CreatedAt, DateTimeOffset UsedAt, int Generation, ImmutableArray<SpentCookie> Spent, SessionEnd? End)
{
    public static readonly TimeSpan Idle = TimeSpan.FromDays(7);
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Rotations within one grace; who does more is no browser.</summary>
    public const int SpentMax = 100;

    /// <summary>The last moment at which the good cookie can be spent.</summary>
    public DateTimeOffset EndsAt => UsedAt + Idle < CreatedAt + Lifetime ? UsedAt + Idle : CreatedAt + Lifetime;

    public bool Lives(DateTimeOffset now) => End is null && now <= EndsAt;

    /// <summary>What comes of presenting a cookie of this family, and the family afterwards.</summary>
    public (SessionFamily After, CookieVerdict Verdict) Present(int generation, DateTimeOffset now)
    {
        if (!Lives(now) || generation > Generation)
        {
            return (this, CookieVerdict.Invalid);
        }

        if (generation < Generation)
        {
            return Spent.Any(spent => spent.Generation == generation && now <= spent.At + Grace)
                ? (this, CookieVerdict.Repeated)
                : (this with { End = SessionEnd.TokenReuse }, CookieVerdict.Reused);
        }

        var spent = Spent.RemoveAll(spent => now > spent.At + Grace);
        return spent.Length >= SpentMax
            ? (this, CookieVerdict.TooMany)
            : (this with { Generation = Generation + 1, UsedAt = now, Spent = spent.Add(new SpentCookie(generation, now)) }, CookieVerdict.Rotated);
    }
}

[GenerateSerializer, Immutable, Alias("rostra.SpentCookie")]
internal sealed record SpentCookie(int Generation, DateTimeOffset At);

internal enum CookieVerdict
{
    Invalid,
    Rotated,

    /// <summary>Spent already, moments ago: a second tab, or a lost answer. The same successor.</summary>
    Repeated,

    /// <summary>Spent already, long ago: two have it, and one of them should not.</summary>
    Reused,
    TooMany,
}

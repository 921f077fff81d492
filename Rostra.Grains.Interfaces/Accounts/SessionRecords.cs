using Rostra.Realtime;
using Rostra.Users;

namespace Rostra.Accounts;

/// <param name="PasswordVersion">Which of the person's passwords was shown.</param>
/// <param name="Family">SHA-256 of the family's secret.</param>
/// <param name="Device">What the browser calls itself.</param>
[GenerateSerializer, Immutable, Alias("rostra.OpenSession")]
public sealed record OpenSession(UserRef User, int PasswordVersion, byte[] Family, string? Device, string? Address);

/// <summary>A session, as its owner sees it on a list.</summary>
[GenerateSerializer, Immutable, Alias("rostra.ListedSession")]
public sealed record ListedSession(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, string? Device, string? Address)
{
    public const int CountMax = 500;
}

/// <param name="EndsAt">The last moment at which its first cookie can be spent.</param>
[GenerateSerializer, Immutable, Alias("rostra.SessionView")]
public sealed record SessionView(Guid Id, UserRef User, DateTimeOffset EndsAt);

/// <param name="Family">SHA-256 of the family's secret, as the cookie shows it.</param>
/// <param name="Generation">The cookie's place in the family, from 0.</param>
[GenerateSerializer, Immutable, Alias("rostra.RefreshSession")]
public sealed record RefreshSession(byte[] Family, int Generation, string? Address);

/// <param name="Generation">The successor's.</param>
/// <param name="EndsAt">The last moment at which the successor can be spent.</param>
[GenerateSerializer, Immutable, Alias("rostra.Refreshed")]
public sealed record Refreshed(UserRef User, int Generation, DateTimeOffset EndsAt);

/// <param name="Lives">False also for a session that never was.</param>
/// <param name="End">Why it ended.</param>
[GenerateSerializer, Immutable, Alias("rostra.SessionState")]
public sealed record SessionState(bool Lives, SessionEnd End)
{
    /// <summary>How long a gateway may believe that a session stands.</summary>
    public static readonly TimeSpan BelievedFor = TimeSpan.FromSeconds(30);

    /// <summary>How long a gateway that asked is told of the end: longer, so that renewing leaves no gap.</summary>
    public static readonly TimeSpan WatchLease = TimeSpan.FromSeconds(60);
}

/// <param name="Hash">SHA-256 of the ticket.</param>
[GenerateSerializer, Immutable, Alias("rostra.SocketTicket")]
public sealed record SocketTicket(byte[] Hash, UserRef User, DateTimeOffset IssuedAt)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);
}

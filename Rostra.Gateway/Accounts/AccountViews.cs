namespace Rostra.Accounts;

/// <summary>A login: the access token for what follows, and who one is. The refresh cookie comes with it.</summary>
/// <param name="ExpiresAt">When the access token ends.</param>
public sealed record Auth(string AccessToken, DateTimeOffset ExpiresAt, Guid SessionId, Me User);

/// <summary>One of a person's logins.</summary>
/// <param name="Device">What the browser called itself.</param>
/// <param name="Current">Whether it is the one that asks.</param>
public sealed record Session(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, string? Device, string? Address, bool Current);

/// <summary>Opens one socket, once, as the session that asked for it.</summary>
public sealed record TicketView(string Ticket, DateTimeOffset ExpiresAt);

namespace Rostra.Rooms;

/// <summary>What <c>DELETE /api/rooms/{roomId}/members/{userId}</c> reads.</summary>
/// <param name="Reason">For the audit: one line.</param>
internal sealed record RemoveQuery(string? Reason);

/// <summary>What <c>PUT …/bans/{userId}</c> reads.</summary>
/// <param name="Reason">For the audit: one line.</param>
internal sealed record BanRequest(string? Reason);

/// <summary>What <c>PUT …/mutes/{userId}</c> reads.</summary>
/// <param name="Until">Later than now, at most 28 days.</param>
/// <param name="Reason">For the audit: one line.</param>
internal sealed record MuteRequest(DateTimeOffset Until, string? Reason);

/// <summary>What <c>POST …/messages/{id}/report</c> reads.</summary>
/// <param name="Reason">For the owner: one line.</param>
internal sealed record ReportRequest(string? Reason);

/// <summary>What lists of bans, acts and reports read.</summary>
internal sealed record ListQuery(string? Cursor, int? Limit);

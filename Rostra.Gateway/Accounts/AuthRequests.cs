namespace Rostra.Accounts;

/// <summary>What <c>POST /api/auth/register</c> reads.</summary>
/// <param name="Invite">Of an invitation, where registering takes one.</param>
internal sealed record RegisterRequest(string Username, string Email, string Password, string? Invite = null);

/// <summary>What <c>POST /api/auth/login</c> reads.</summary>
internal sealed record LogInRequest(string Username, string Password);

/// <summary>What <c>POST /api/auth/password</c> reads.</summary>
internal sealed record ChangePasswordRequest(string CurrentPassword, string NewPassword);

/// <summary>What <c>DELETE /api/auth/me</c> reads.</summary>
internal sealed record DeleteAccountRequest(string Password);

namespace Rostra.Accounts;

/// <summary>What <c>POST /api/auth/register</c> reads.</summary>
internal sealed record RegisterRequest(string Username, string Email, string Password);

/// <summary>What <c>POST /api/auth/login</c> reads.</summary>
internal sealed record LogInRequest(string Username, string Password);

/// <summary>What <c>POST /api/auth/password</c> reads.</summary>
internal sealed record ChangePasswordRequest(string CurrentPassword, string NewPassword);

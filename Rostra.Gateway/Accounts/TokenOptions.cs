namespace Rostra.Accounts;

/// <summary>How access tokens are signed. Settings <c>Rostra:Tokens:…</c>.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Rostra:Tokens";
    public const int KeyBytesMin = 32;

    /// <summary>A session's end does not wait for it, for each use asks whether the session stands; what a copy is worth does.</summary>
    public static readonly TimeSpan LifetimeMax = TimeSpan.FromHours(4);

    public static readonly TimeSpan LeewayMax = TimeSpan.FromMinutes(1);

    /// <summary>Base64 of at least 32 random bytes, the same on every gateway. There is no default.</summary>
    public string? SigningKey { get; set; }

    /// <summary>Keys that signed until lately: still believed, never signed with.</summary>
    public string[] FormerKeys { get; set; } = [];

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);

    public TimeSpan Leeway { get; set; } = TimeSpan.FromSeconds(30);
}

namespace Rostra.Accounts;

/// <summary>A one-time link's secret, shown once to whoever made it.</summary>
[GenerateSerializer, Immutable, Alias("rostra.Pass")]
public sealed record Pass(string Token, DateTimeOffset ExpiresAt)
{
    /// <summary>Without the secret, wherever it is written.</summary>
    public override string ToString() => $"{nameof(Pass)} {{ {ExpiresAt} }}";
}

/// <param name="Token">Of a one-time link.</param>
[GenerateSerializer, Immutable, Alias("rostra.ResetPassword")]
public sealed record ResetPassword(string Token, string NewPassword)
{
    /// <summary>Without the secrets, wherever it is written.</summary>
    public override string ToString() => nameof(ResetPassword);
}

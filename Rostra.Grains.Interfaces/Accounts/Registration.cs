namespace Rostra.Accounts;

/// <summary>A person's wish to have an account. Text as typed.</summary>
/// <param name="Invite">An invitation's secret, where registering takes one.</param>
[GenerateSerializer, Immutable, Alias("rostra.Registration")]
public sealed record Registration(string Username, string Email, string Password, string? Invite = null)
{
    /// <summary>Without the password, wherever it is written.</summary>
    public override string ToString() => $"{nameof(Registration)} {{ {Username} }}";
}

/// <summary>A name and a password, as typed.</summary>
/// <param name="Address">Where they come from, as it is counted; null: a caller that is not counted.</param>
[GenerateSerializer, Immutable, Alias("rostra.Credentials")]
public sealed record Credentials(string Username, string Password, string? Address = null)
{
    /// <summary>Without the password, wherever it is written.</summary>
    public override string ToString() => $"{nameof(Credentials)} {{ {Username} }}";
}

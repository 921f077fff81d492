namespace Rostra.Accounts;

/// <summary>A person's wish to have an account. Text as typed.</summary>
[GenerateSerializer, Immutable, Alias("rostra.Registration")]
public sealed record Registration(string Username, string Email, string Password)
{
    /// <summary>Without the password, wherever it is written.</summary>
    public override string ToString() => $"{nameof(Registration)} {{ {Username} }}";
}

/// <summary>A name and a password, as typed.</summary>
[GenerateSerializer, Immutable, Alias("rostra.Credentials")]
public sealed record Credentials(string Username, string Password)
{
    /// <summary>Without the password, wherever it is written.</summary>
    public override string ToString() => $"{nameof(Credentials)} {{ {Username} }}";
}

namespace Rostra.Accounts;

/// <param name="Password">Shown again, so that a borrowed browser is not enough.</param>
[GenerateSerializer, Immutable, Alias("rostra.DeleteAccount")]
public sealed record DeleteAccount(Guid UserId, string Password)
{
    /// <summary>Without the password, wherever it is written.</summary>
    public override string ToString() => $"{nameof(DeleteAccount)} {{ {UserId} }}";
}

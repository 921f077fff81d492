namespace Rostra.Accounts;

/// <summary>A person who has just shown that they are who they say.</summary>
/// <param name="PasswordVersion">Which of their passwords they showed: worth nothing once there is a newer one.</param>
[GenerateSerializer, Immutable, Alias("rostra.Proof")]
public sealed record Proof(Me Me, int PasswordVersion);

/// <param name="SessionId">From where it is asked; this one goes on.</param>
[GenerateSerializer, Immutable, Alias("rostra.ChangePassword")]
public sealed record ChangePassword(Guid UserId, Guid SessionId, string CurrentPassword, string NewPassword)
{
    /// <summary>Without the passwords, wherever it is written.</summary>
    public override string ToString() => $"{nameof(ChangePassword)} {{ {UserId} }}";
}

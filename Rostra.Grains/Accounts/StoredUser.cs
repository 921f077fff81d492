namespace Rostra.Accounts;

/// <summary>A row of <c>users</c>.</summary>
/// <param name="Password">Its hash.</param>
/// <param name="PasswordVersion">How many passwords the person had before it.</param>
/// <param name="IsDeleted">Only what they said is left of them.</param>
internal sealed record StoredUser(Guid Id, string Username, string Email, string Password, DateTimeOffset CreatedAt, int PasswordVersion = 0, bool IsDeleted = false)
{
    /// <summary>What everybody is called who has deleted their account; nobody else may.</summary>
    public const string DeletedName = "deleted user";

    public Me Me => new(Id, Username, Email, CreatedAt);

    public Proof Proof => new(Me, PasswordVersion);

    public override string ToString() => $"{nameof(StoredUser)} {{ {Id} }}";
}

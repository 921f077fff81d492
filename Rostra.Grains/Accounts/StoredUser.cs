namespace Rostra.Accounts;

/// <summary>A row of <c>users</c>.</summary>
/// <param name="Password">Its hash.</param>
/// <param name="PasswordVersion">How many passwords the person had before it.</param>
internal sealed record StoredUser(Guid Id, string Username, string Email, string Password, DateTimeOffset CreatedAt, int PasswordVersion = 0)
{
    public Me Me => new(Id, Username, Email, CreatedAt);

    public Proof Proof => new(Me, PasswordVersion);

    public override string ToString() => $"{nameof(StoredUser)} {{ {Id} }}";
}

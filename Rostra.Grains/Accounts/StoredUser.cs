namespace Rostra.Accounts;

/// <summary>A row of <c>users</c>.</summary>
/// <param name="Password">Its hash.</param>
internal sealed record StoredUser(Guid Id, string Username, string Email, string Password, DateTimeOffset CreatedAt)
{
    public Me Me => new(Id, Username, Email, CreatedAt);

    public override string ToString() => $"{nameof(StoredUser)} {{ {Id} }}";
}

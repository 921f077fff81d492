using Rostra.Users;

namespace Rostra.Accounts;

/// <summary>A person, as they see themselves.</summary>
/// <param name="Email">Shown to its owner only.</param>
[GenerateSerializer, Immutable, Alias("rostra.Me")]
public sealed record Me(Guid Id, string Username, string Email, DateTimeOffset CreatedAt)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public UserRef Ref => new(Id, Username);
}

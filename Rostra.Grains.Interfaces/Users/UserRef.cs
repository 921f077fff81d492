namespace Rostra.Users;

/// <summary>A person, as others see them.</summary>
[GenerateSerializer, Immutable, Alias("rostra.UserRef")]
public sealed record UserRef(Guid Id, string Username);

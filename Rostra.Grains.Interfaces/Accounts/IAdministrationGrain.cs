namespace Rostra.Accounts;

/// <summary>What only those may do who look after the place. Each command asks first whether the caller is one of them.</summary>
[Alias("rostra.IAdministrationGrain")]
public interface IAdministrationGrain : IGrainWithIntegerKey
{
    /// <summary>Whether somebody is one of them, now.</summary>
    [Alias("Includes")]
    Task<bool> Includes(Guid userId);

    /// <summary>A one-time invitation. Refusal: <c>notAdministrator</c>.</summary>
    [Alias("Invite")]
    Task<Outcome<Pass>> Invite(Guid by);

    /// <summary>A one-time link for somebody who has forgotten their password. Refusals: <c>notAdministrator</c>, <c>userNotFound</c>.</summary>
    [Alias("PasswordLink")]
    Task<Outcome<Pass>> PasswordLink(Guid by, string username);
}

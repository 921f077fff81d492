namespace Rostra.Accounts;

/// <summary>Where people come in: knows which account a typed name means.</summary>
[Alias("rostra.IFrontDoorGrain")]
public interface IFrontDoorGrain : IGrainWithIntegerKey
{
    /// <summary>Refusals: <c>invalid</c>, <c>usernameTaken</c> before <c>emailTaken</c>, <c>rateLimited</c>.</summary>
    [Alias("Register")]
    Task<Outcome<Me>> Register(Registration registration);

    /// <summary>Only looks at the form: why this could not be registered, whoever is registered already.</summary>
    [Alias("Judge")]
    Task<Refusal?> Judge(Registration registration);

    /// <summary>Refusals: <c>badCredentials</c>, in the same words and after the same time for a name that nobody has; <c>rateLimited</c>.</summary>
    [Alias("LogIn")]
    Task<Outcome<Me>> LogIn(Credentials credentials);

    /// <summary>The person, as they see themselves; null when there is none.</summary>
    [Alias("Me")]
    Task<Me?> Me(Guid userId);
}

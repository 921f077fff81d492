namespace Rostra.Accounts;

/// <summary>Where people come in: knows which account a typed name means.</summary>
[Alias("rostra.IFrontDoorGrain")]
public interface IFrontDoorGrain : IGrainWithIntegerKey
{
    /// <summary>Refusals: <c>invalid</c>, <c>registrationClosed</c>, <c>usernameTaken</c> before <c>emailTaken</c>, <c>rateLimited</c>.</summary>
    [Alias("Register")]
    Task<Outcome<Proof>> Register(Registration registration);

    /// <summary>Only looks at the form: why this could not be registered, whoever is registered already.</summary>
    [Alias("Judge")]
    Task<Refusal?> Judge(Registration registration);

    /// <summary>Refusals: <c>badCredentials</c>, in the same words and after the same time for a name that nobody has; <c>rateLimited</c>.</summary>
    [Alias("LogIn")]
    Task<Outcome<Proof>> LogIn(Credentials credentials);

    /// <summary>The person, as they see themselves; null when there is none.</summary>
    [Alias("Me")]
    Task<Me?> Me(Guid userId);

    /// <summary>Ends all other sessions of the person. Refusals: <c>invalid</c>, <c>rateLimited</c>, <c>badCredentials</c>.</summary>
    [Alias("ChangePassword")]
    Task<Outcome<Done>> ChangePassword(ChangePassword change);

    /// <summary>The person's sessions that stand, newest use first, at most <see cref="ListedSession.CountMax"/>.</summary>
    [Alias("Sessions")]
    Task<ImmutableArray<ListedSession>> Sessions(Guid userId);

    /// <summary>Ends all of the person's sessions but one.</summary>
    [Alias("EndOtherSessions")]
    Task EndOtherSessions(Guid userId, Guid kept);

    /// <summary>Spends a one-time link for a new password; all of the person's sessions end. Refusals: <c>invalid</c>, <c>rateLimited</c>.</summary>
    [Alias("ResetPassword")]
    Task<Outcome<Done>> ResetPassword(ResetPassword reset);
}

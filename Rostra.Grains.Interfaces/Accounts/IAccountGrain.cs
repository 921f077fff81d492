namespace Rostra.Accounts;

/// <summary>One username, taken or not: registrations and logins under it, one after another.</summary>
[Alias("rostra.IAccountGrain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>The form is judged already.</summary>
    [Alias("Register")]
    Task<Outcome<Proof>> Register(Registration registration);

    /// <summary>After some failures each further try has to wait, right or wrong; a right password after the wait is let in.</summary>
    [Alias("LogIn")]
    Task<Outcome<Proof>> LogIn(string password);

    /// <summary>The new password is judged already. Waits like a login after failures. In one step all other sessions are ended on the list; their ids are the answer.</summary>
    [Alias("ChangePassword")]
    Task<Outcome<ImmutableArray<Guid>>> ChangePassword(ChangePassword change);
}

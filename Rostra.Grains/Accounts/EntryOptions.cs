namespace Rostra.Accounts;

/// <summary>Who may have an account.</summary>
internal enum RegistrationMode
{
    /// <summary>Everybody.</summary>
    Open,

    /// <summary>Whoever shows an invitation.</summary>
    Invite,

    /// <summary>Nobody new.</summary>
    Closed,
}

/// <summary>Who comes in, and who looks after the place. Settings <c>Rostra:Accounts:…</c>, of silos.</summary>
internal sealed class EntryOptions
{
    public const string Section = "Rostra:Accounts";

    public RegistrationMode Registration { get; set; } = RegistrationMode.Open;

    /// <summary>Usernames. None: the first account that was made.</summary>
    public string[] Administrators { get; set; } = [];

    public TimeSpan InvitationFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Short: whoever has the link has the account.</summary>
    public TimeSpan PasswordLinkFor { get; set; } = TimeSpan.FromHours(1);
}

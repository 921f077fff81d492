namespace Rostra.Accounts;

/// <summary>Limits of accounts. Settings <c>Rostra:Limits:…</c>.</summary>
internal sealed class AccountOptions
{
    public const string Section = "Rostra:Limits";

    public int PasswordMin { get; set; } = 8;

    public int PasswordMax { get; set; } = 128;

    /// <summary>Logins that may fail from one address, at all gateways and under any names, before each further one has to wait. As many as a school behind one address mistypes.</summary>
    public int FailedLoginsPerAddressMax { get; set; } = 100;

    /// <summary>Passwords hashed at one time on one silo; each takes a core and 19 MiB.</summary>
    public int HashesAtOnceMax { get; set; } = 2;

    /// <summary>Passwords that may wait for it; beyond that, callers are told to come back.</summary>
    public int HashesWaitingMax { get; set; } = 100;

    /// <summary>How long one may wait for it: less than callers wait for their answer, so that nothing is hashed for somebody who is gone and asks again.</summary>
    public TimeSpan HashWaitMax { get; set; } = TimeSpan.FromSeconds(3);
}

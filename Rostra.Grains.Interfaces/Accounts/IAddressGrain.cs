namespace Rostra.Accounts;

/// <summary>One address that people come from: logins that failed from there, whatever names were tried and at whichever gateway.</summary>
[Alias("rostra.IAddressGrain")]
public interface IAddressGrain : IGrainWithStringKey
{
    /// <summary>How long the next login from there has to wait; zero: not at all.</summary>
    [Alias("Wait")]
    Task<TimeSpan> Wait();

    /// <summary>Another one failed.</summary>
    [Alias("Failed")]
    Task Failed();
}

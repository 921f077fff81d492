namespace Rostra.Accounts;

/// <summary>A person's leaving for good.</summary>
[Alias("rostra.IFarewellGrain")]
public interface IFarewellGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Hands the person's rooms over to whoever has been there longest, or ends them where nobody is; leaves the others; then forgets everything about the person but that
    /// somebody said what they said. Cut short, it is asked for again and goes on. Refusals: <c>badCredentials</c>, <c>administratorNamed</c>, <c>rateLimited</c>, <c>busy</c>.
    /// </summary>
    [Alias("Delete"), ResponseTimeout("00:00:30")]
    Task<Outcome<Done>> Delete(DeleteAccount delete);
}

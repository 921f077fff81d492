namespace Rostra.Accounts;

/// <summary>One cookie of a session's family.</summary>
/// <param name="Secret">Random, and the same in all of the family; the cluster keeps only its hash.</param>
/// <param name="Generation">Its place in the family; each use makes the next.</param>
internal sealed record RefreshCookie(Guid SessionId, byte[] Secret, int Generation)
{
    public RefreshCookie Next => this with { Generation = Generation + 1 };
}

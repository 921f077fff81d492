namespace Rostra.Allowances;

/// <summary>How much of each kind one person may still do, on all gateways together. Keyed by user id; in memory only, so a silo's death fills the buckets.</summary>
[Alias("rostra.IAllowanceGrain")]
public interface IAllowanceGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Leases a block of tokens to a gateway, which spends them without asking. Each takes the place of that gateway's lease before; what was not
    /// spent of that one counts again.
    /// </summary>
    /// <param name="wanted">How many are waited for; the block may be larger.</param>
    /// <param name="unspent">Of the lease before.</param>
    [Alias("Lease"), ResponseTimeout("00:00:01")]
    Task<AllowanceLease> Lease(Guid gatewayId, Allowance kind, int wanted, int unspent);
}

/// <summary>What a person may do only so often: a burst, and a refill. Append, never reorder: the numbers travel between nodes.</summary>
public enum Allowance
{
    Sends,

    /// <summary>Edits, deletes and reactions together.</summary>
    Edits,

    /// <summary>Joins and leaves together.</summary>
    Joins,
    NewRooms,

    /// <summary>Pages, changes and searches together.</summary>
    Pages,
    ReadMarks,

    /// <summary>What owners do about people and reports.</summary>
    Moderation,

    /// <summary>Reports of messages.</summary>
    Reports,
}

/// <param name="Count">Tokens; none: the bucket is empty.</param>
/// <param name="RetryAfter">Without tokens: how long until it is worth asking again.</param>
[GenerateSerializer, Immutable, Alias("rostra.AllowanceLease")]
public sealed record AllowanceLease(int Count, TimeSpan RetryAfter)
{
    /// <summary>After this nobody spends them any more, and the bucket may fill up in their place. A gateway counts from when it asked, the grain from when it gave.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
}

/// <summary>How the grains of allowances are keyed.</summary>
public static class AllowanceKeys
{
    extension(IGrainFactory grains)
    {
        public IAllowanceGrain Allowances(Guid userId) => grains.GetGrain<IAllowanceGrain>(userId);
    }
}

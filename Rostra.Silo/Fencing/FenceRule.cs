namespace Rostra.Fencing;

/// <summary>What a silo sees of its cluster at one moment.</summary>
/// <param name="Mine">What the table says of this silo; null: nothing.</param>
/// <param name="Version">The table's; null: it has none, so it was emptied.</param>
/// <param name="Seen">The highest version that this silo has ever seen.</param>
/// <param name="HasStrangers">It lists living silos that this one has never seen.</param>
/// <param name="Lasting">How long the present trouble has lasted: since the table was last read, or since it was first found lost.</param>
/// <param name="Peers">Asked for only where the rule wants to know.</param>
/// <param name="IsOvertaken">The table cannot be read here, and a silo out of reach lives and has a later one (<see cref="LaterTables"/>).</param>
internal readonly record struct Sighting(
    bool IsReadable, SiloStatus? Mine, long? Version, long Seen, bool HasStrangers, TimeSpan Lasting, bool IsInDoubt = false, PeerCount? Peers = null,
    bool IsOvertaken = false)
{
    public static Sighting Unreadable(long seen, TimeSpan lasting) => new(IsReadable: false, null, null, seen, HasStrangers: false, lasting);

    /// <summary>Emptied, or replaced by an older one.</summary>
    public bool WentBack => IsReadable && (Version is null || Version < Seen);
}

/// <summary>The other silos that were members when the table was last whole. Those whose machine says that nobody listens any more are not counted: they are dead.</summary>
internal readonly record struct PeerCount(int Reached, int Unreached)
{
    /// <summary>This silo is on the side that most are on. Two halves are none.</summary>
    public bool IsMajority => (1 + Reached) * 2 > 1 + Reached + Unreached;
}

/// <summary>What follows from a sighting.</summary>
internal enum Verdict
{
    /// <summary>A member as ever.</summary>
    Good,

    /// <summary>Nothing is known for certain; look again.</summary>
    Wait,

    /// <summary>It depends on whom this silo reaches.</summary>
    AskPeers,

    /// <summary>Nothing to be seen in the table, but the cluster is around: it goes on.</summary>
    CarryOn,

    /// <summary>The table has lost what all members still know: write it again.</summary>
    Repair,

    FenceDeclaredDead,
    FenceRemoved,
    FenceOtherCluster,
    FenceTableLost,
    FenceIsolated,
    FenceOvertaken,
}

/// <summary>When a silo must not write any more. A function of what it sees, so that it can be tested without a cluster.</summary>
internal static class FenceRule
{
    public static Verdict Judge(Sighting sight, FencingOptions options) =>
        !sight.IsReadable ? OfSilence(sight, options)
        : sight.Mine is SiloStatus.Dead ? Verdict.FenceDeclaredDead // Whatever the version: the dead do not come back.
        : sight.WentBack ? OfLoss(sight, options)
        : sight.Mine is null ? Verdict.FenceRemoved
        : Verdict.Good;

    public static bool IsFencing(Verdict verdict) => verdict >= Verdict.FenceDeclaredDead;

    public static string ReasonOf(Verdict verdict) => verdict switch
    {
        Verdict.FenceDeclaredDead => "the membership table says that it is dead",
        Verdict.FenceRemoved => "the membership table does not know it any more",
        Verdict.FenceOtherCluster => "the membership table was replaced, and others have formed a cluster in it",
        Verdict.FenceTableLost => "the membership table was lost and could not be written again while all other silos were reached",
        Verdict.FenceIsolated => "the membership table cannot be read, and most other silos cannot be reached",
        Verdict.FenceOvertaken => "the membership table cannot be read, and silos that cannot be reached go on with a later one",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "is no reason to fence."),
    };

    // Redis may be away for long. What matters is whether the others could have gone on without this silo.
    private static Verdict OfSilence(Sighting sight, FencingOptions options) =>
        sight.Lasting <= options.SilenceMax ? Verdict.Wait
        : sight.Peers is not { } peers ? Verdict.AskPeers
        : !peers.IsMajority ? Verdict.FenceIsolated
        : sight.IsOvertaken ? Verdict.FenceOvertaken // However few they are: gateways that read the table go to them.
        : Verdict.CarryOn;

    // Somebody who is not reached may have been evicted in what was lost; then nobody may write the table as it was.
    private static Verdict OfLoss(Sighting sight, FencingOptions options) =>
        sight.HasStrangers ? Verdict.FenceOtherCluster
        : sight.Lasting > options.RepairMax ? Verdict.FenceTableLost
        : sight.IsInDoubt ? Verdict.Wait // It stood still: others decide what the table was.
        : sight.Peers is not { } peers ? Verdict.AskPeers
        : peers.Unreached == 0 ? Verdict.Repair
        : Verdict.Wait;
}

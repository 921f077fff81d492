using CsCheck;
using Xunit;

namespace Rostra.Fencing;

public sealed class FenceRuleTests
{
    private static readonly FencingOptions Options = new();

    [Theory]
    [InlineData(SiloStatus.Active, 7L, nameof(Verdict.Good))]
    [InlineData(SiloStatus.ShuttingDown, 8L, nameof(Verdict.Good))]
    [InlineData(SiloStatus.Dead, 8L, nameof(Verdict.FenceDeclaredDead))]
    [InlineData(SiloStatus.Dead, 3L, nameof(Verdict.FenceDeclaredDead))]
    [InlineData(null, 7L, nameof(Verdict.FenceRemoved))]
    [InlineData(null, 9L, nameof(Verdict.FenceRemoved))]
    [InlineData(SiloStatus.Active, 6L, nameof(Verdict.AskPeers))]
    [InlineData(null, 0L, nameof(Verdict.AskPeers))]
    [InlineData(null, null, nameof(Verdict.AskPeers))]
    public void The_table_says_whether_a_silo_is_a_member(SiloStatus? mine, long? version, string verdict) =>
        Assert.Equal(verdict, FenceRule.Judge(Table(mine, version), Options).ToString());

    [Fact]
    public void A_lost_table_is_written_again_only_while_everybody_is_reached()
    {
        var lost = Table(null, null);

        Assert.Equal(Verdict.Repair, FenceRule.Judge(lost with { Peers = new PeerCount(2, 0) }, Options));
        Assert.Equal(Verdict.Wait, FenceRule.Judge(lost with { Peers = new PeerCount(1, 1) }, Options));
        Assert.Equal(Verdict.Wait, FenceRule.Judge(lost with { IsInDoubt = true, Peers = new PeerCount(2, 0) }, Options));
        Assert.Equal(Verdict.FenceTableLost, FenceRule.Judge(lost with { Lasting = Options.RepairMax + TimeSpan.FromTicks(1) }, Options));
        Assert.Equal(Verdict.FenceOtherCluster, FenceRule.Judge(Table(null, 2) with { HasStrangers = true }, Options));
    }

    [Fact]
    public void Without_a_table_a_silo_goes_on_as_long_as_it_is_among_most_of_them()
    {
        Assert.Equal(Verdict.Wait, FenceRule.Judge(Sighting.Unreadable(7, Options.SilenceMax), Options));

        var silent = Sighting.Unreadable(7, Options.SilenceMax + TimeSpan.FromSeconds(1));
        Assert.Equal(Verdict.AskPeers, FenceRule.Judge(silent, Options));
        Assert.Equal(Verdict.CarryOn, FenceRule.Judge(silent with { Peers = new PeerCount(0, 0) }, Options)); // Alone, or all others are dead.
        Assert.Equal(Verdict.CarryOn, FenceRule.Judge(silent with { Peers = new PeerCount(1, 1) }, Options));
        Assert.Equal(Verdict.FenceIsolated, FenceRule.Judge(silent with { Peers = new PeerCount(0, 1) }, Options));
        Assert.Equal(Verdict.FenceIsolated, FenceRule.Judge(silent with { Peers = new PeerCount(1, 2) }, Options)); // Two halves are none.
        Assert.Equal(Verdict.FenceOvertaken, FenceRule.Judge(silent with { Peers = new PeerCount(1, 1), IsOvertaken = true }, Options));
    }

    /// <summary>However a cluster is cut in two, and whoever sees the table.</summary>
    [Fact]
    public void Two_sides_never_both_go_on() => Gen.Select(Gen.Int[2, 6], Gen.Int[0, 63], Gen.Bool, Gen.Bool).Sample((count, cut, leftReads, rightReads) =>
    {
        var isLeft = Enumerable.Range(0, count).Select(silo => (cut >> silo & 1) == 1).ToArray();
        var left = isLeft.Count(side => side);
        var right = count - left;
        if (left == 0 || right == 0)
        {
            return;
        }

        // A side that reads the table evicts the other by its votes; where both read it, the first vote wins. Where nobody reads it, only the peers count.
        var leftGoesOn = GoesOn(leftReads, isEvicted: leftReads && rightReads && left < right, reached: left - 1, unreached: right, isOvertaken: rightReads);
        var rightGoesOn = GoesOn(rightReads, isEvicted: leftReads && rightReads && left >= right, reached: right - 1, unreached: left, isOvertaken: leftReads);
        Assert.False(leftGoesOn && rightGoesOn);
        Assert.True(leftGoesOn || rightGoesOn || (!leftReads && !rightReads && left == right));
    });

    private static bool GoesOn(bool reads, bool isEvicted, int reached, int unreached, bool isOvertaken)
    {
        var sight = reads
            ? Table(isEvicted ? SiloStatus.Dead : SiloStatus.Active, 8)
            : Sighting.Unreadable(7, Options.SilenceMax + TimeSpan.FromSeconds(1)) with { Peers = new PeerCount(reached, unreached), IsOvertaken = isOvertaken };
        return !FenceRule.IsFencing(FenceRule.Judge(sight, Options));
    }

    private static Sighting Table(SiloStatus? mine, long? version) => new(IsReadable: true, mine, version, Seen: 7, HasStrangers: false, TimeSpan.Zero);
}

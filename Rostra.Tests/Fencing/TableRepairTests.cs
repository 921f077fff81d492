using System.Net;
using CsCheck;
using Xunit;

namespace Rostra.Fencing;

public sealed class TableRepairTests
{
    private const int StepsMax = 1_000;

    /// <summary>Whatever is left of the table, and however many write it at once: everybody living is in it again, nobody dead has come back, and its version is new.</summary>
    [Fact]
    public async Task A_lost_table_becomes_what_its_members_knew() =>
        await Gen.Select(Gen.Int[1, 5], Gen.Int[0, 31], Gen.Int[0, 12], Gen.Bool).SampleAsync(async (count, left, version, isEmptied) =>
        {
            var known = Enumerable.Range(1, count).Select(port => Row(port, SiloStatus.Active)).Append(Row(99, SiloStatus.Dead)).ToList();
            var table = new FakeTable();
            if (!isEmptied)
            {
                // Older: some have not come yet, the others are only joining, and the dead one lives.
                table.Set(version, known.Where((_, at) => (left >> at & 1) == 1).Select(row => Row(row.SiloAddress.Endpoint.Port, SiloStatus.Joining)));
            }

            var cancellation = TestContext.Current.CancellationToken;
            var repaired = await Task.WhenAll(known.Take(count).Select(me => TableRepair.Run(table, known, me.SiloAddress, 12, StepsMax, cancellation)));

            Assert.All(repaired, Assert.True);
            Assert.True(table.Version > 12);
            Assert.All(known.Take(count), row => Assert.Equal(SiloStatus.Active, table.Rows[row.SiloAddress].Status));
            Assert.True(!table.Rows.TryGetValue(known[^1].SiloAddress, out var dead) || dead.Status is SiloStatus.Dead);
        });

    [Fact]
    public async Task A_repair_that_takes_too_many_steps_is_given_up()
    {
        var table = new FakeTable();
        Assert.False(await TableRepair.Run(table, [Row(1, SiloStatus.Active)], Row(1, SiloStatus.Active).SiloAddress, 1_000_000, 100, TestContext.Current.CancellationToken));
    }

    private static MembershipEntry Row(int port, SiloStatus status) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), 1),
        Status = status,
        SiloName = $"{port}",
        HostName = "here",
    };
}

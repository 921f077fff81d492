using Rostra.HotRoom;
using Rostra.Storm;
using Rostra.Terminal;
using Xunit;

namespace Rostra.Faults;

/// <summary>What comes all at once: everybody back, and a room where everybody is. The outcome on any machine; figures of a quiet one are in docs/performance.md.</summary>
[Collection(nameof(Processes))]
[Trait("Set", "long")]
public sealed class StormTests
{
    /// <summary>F19's own.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Fault", "F19")]
    public async Task A_thousand_sockets_cut_at_once_have_caught_up_and_the_database_is_not_asked_for_each()
    {
        var storm = await new StormRun(new StormOptions(Sockets: 1_000, Accounts: 500, Rooms: 100, RoomsOfOne: 4, s_limit), new Silence()).Run(Cancellation);

        TestContext.Current.SendDiagnosticMessage($"{storm}");
        Assert.Equal(0, storm.Missing);
        Assert.Equal(0, storm.QuietLost);
        Assert.InRange(storm.Transactions, long.MinValue, storm.Sockets - 1); // Six of each without gathering; a third of one on a quiet machine, whatever goes on by itself meanwhile.
    }

    [Fact]
    [Trait("Fault", "F20")]
    public async Task In_a_hot_room_everybody_hears_everything_and_a_quiet_one_is_still_served()
    {
        var options = new HotRoomOptions(Members: 300, Speakers: 20, PerSecond: 50, TimeSpan.FromSeconds(10), Rounds: 1);
        var round = (await new HotRoomRun(options, new Silence()).Run(Cancellation))[0];

        TestContext.Current.SendDiagnosticMessage($"{round}");
        Assert.Equal((0, 0L, 0), (round.Failed, round.Unheard, round.Lost));
        Assert.True(round.HotMax < s_limit.TotalMilliseconds, $"{round.HotMax} ms behind");
        Assert.True(round.QuietP99Hot < s_limit.TotalMilliseconds, $"{round.QuietP99Hot} ms in a quiet room");
    }

    private sealed class Silence : IStage
    {
        public Task Show(string title, int total, Func<Action, Task> work) => work(() => { });
    }
}

using Rostra.Terminal;
using Rostra.Testing;
using Xunit;

namespace Rostra.Replay;

/// <summary>A real conversation, played through a real gateway onto a real Postgres.</summary>
[Trait("Set", "slow")]
public sealed class ReplayTests(PostgresServer postgres)
{
    private static readonly string Sample = Path.Combine(AppContext.BaseDirectory, "Data", "ubuntu-irc-sample.jsonl");

    /// <summary>The file that the sample is cut from, where somebody has put it.</summary>
    private static readonly string Whole = Environment.GetEnvironmentVariable("ROSTRA_REPLAY_FILE") ?? Beside("shared/data/ubuntu-irc.jsonl.gz");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_is_there_once_however_often_it_is_played()
    {
        await using var host = await Host();

        var first = await Play(host, Sample);
        AssertHolds(first);
        Assert.Equal((1_137, 0), (first.New, first.AlreadyThere));

        var again = await Play(host, Sample);
        AssertHolds(again);
        Assert.Equal((0, 1_137), (again.New, again.AlreadyThere));
    }

    [Fact]
    public async Task A_replay_that_was_stopped_goes_on_where_it_stood()
    {
        await using var host = await Host();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var options = new ReplayOptions(new Uri(host.Gateways[0].Url), Sample) { Limit = 1_000 };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ReplayRun(options, new StoppingStage("messages", 150, stopping)).Run(stopping.Token));

        var rest = await new ReplayRun(options, new SilentStage()).Run(Cancellation);

        AssertHolds(rest);
        Assert.InRange(rest.AlreadyThere, 150, 999);
    }

    [Fact]
    public async Task Five_thousand_lines_of_the_whole_file_hold_where_it_is_at_hand()
    {
        if (!File.Exists(Whole)) return; // It is no part of the product.

        await using var host = await Host();
        var report = await Play(host, Whole, 5_000);
        AssertHolds(report);
        Assert.Equal(5_000, report.New + report.Refused.Count);
    }

    private Task<RostraCluster> Host() => RostraCluster.Standalone(postgres);

    private static Task<ReplayReport> Play(RostraCluster host, string file, int limit = int.MaxValue) =>
        new ReplayRun(new ReplayOptions(new Uri(host.Gateways[0].Url), file) { Limit = limit }, new SilentStage()).Run(Cancellation);

    private static void AssertHolds(ReplayReport report)
    {
        Assert.Empty(report.Faults);
        Assert.True(report.Holds, $"{report.Stored} of {report.Lines} lines are stored");
    }

    private static string Beside(string path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Rostra.sln"))) root = root.Parent;
        return Path.Combine(root?.Parent?.FullName ?? "/", path);
    }

    private sealed class SilentStage : IStage
    {
        public Task Show(string title, int total, Func<Action, Task> work) => work(() => { });
    }

    /// <summary>Stops everything in the middle of one piece of work.</summary>
    private sealed class StoppingStage(string title, int at, CancellationTokenSource stopping) : IStage
    {
        private int _done;

        public Task Show(string shown, int total, Func<Action, Task> work) => work(() =>
        {
            if (shown == title && Interlocked.Increment(ref _done) == at) stopping.Cancel();
        });
    }
}

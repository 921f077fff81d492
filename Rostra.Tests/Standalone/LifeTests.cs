using System.Diagnostics;
using System.Net;
using Rostra.Testing;
using Xunit;

namespace Rostra.Standalone;

/// <summary>Starting, stopping, dying and starting again.</summary>
[Trait("Set", "slow")]
public sealed class LifeTests : IDisposable
{
    /// <summary>More than a first start takes on the same machine, however busy it is.</summary>
    private static readonly TimeSpan s_recoveryMax = TimeSpan.FromSeconds(10);

    private readonly TestDirectory _directory = new("rostra-life-");

    [Fact]
    public async Task Who_reads_the_ready_line_can_come_in()
    {
        await using var rostra = await StandaloneProcess.Start(_directory.Path);
        using var http = new HttpClient { BaseAddress = new Uri(rostra.Url) };

        var answer = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Every_way_to_stop_leaves_no_process_and_says_success()
    {
        foreach (var signal in (string[])["INT", "TERM", "HUP"])
        {
            await using var rostra = await StandaloneProcess.Start(_directory.Path);
            var postmaster = rostra.PostmasterPid;
            Assert.NotEmpty(await StandaloneProcess.Session(postmaster));

            Assert.Equal(0, await rostra.Signal(signal));

            Assert.Empty(await StandaloneProcess.Session(postmaster));
        }
    }

    [Fact]
    public async Task What_was_kept_is_there_after_a_stop_and_a_start()
    {
        await using (var rostra = await StandaloneProcess.Start(_directory.Path))
        {
            await rostra.Query("CREATE TABLE kept AS SELECT 42 AS value");
            await rostra.Signal("TERM");
        }

        await using var again = await StandaloneProcess.Start(_directory.Path);
        Assert.Equal(42, await again.Query("SELECT value FROM kept"));
    }

    [Fact]
    public async Task A_killed_Rostra_leaves_a_Postgres_that_the_next_start_replaces()
    {
        var since = Stopwatch.GetTimestamp();
        await using var rostra = await StandaloneProcess.Start(_directory.Path);
        var firstStart = Stopwatch.GetElapsedTime(since);
        await rostra.Query("CREATE TABLE kept AS SELECT 42 AS value");
        var leftover = rostra.PostmasterPid;
        await rostra.Signal("KILL");
        Assert.NotEmpty(await StandaloneProcess.Session(leftover));

        await using var again = await StartsInTime(firstStart);

        Assert.Empty(await StandaloneProcess.Session(leftover));
        Assert.Equal(42, await again.Query("SELECT value FROM kept"));
    }

    [Fact]
    public async Task A_start_recovers_after_everything_was_killed()
    {
        var since = Stopwatch.GetTimestamp();
        await using var rostra = await StandaloneProcess.Start(_directory.Path);
        var firstStart = Stopwatch.GetElapsedTime(since);
        await rostra.Query("CREATE TABLE kept AS SELECT 42 AS value");
        var postgres = await StandaloneProcess.Session(rostra.PostmasterPid);
        await rostra.Signal("KILL");
        await StandaloneProcess.Shell($"kill -KILL {postgres}");

        await using var again = await StartsInTime(firstStart);

        Assert.Equal(42, await again.Query("SELECT value FROM kept"));
    }

    [Fact]
    public async Task A_pid_file_that_names_a_stranger_does_not_keep_Postgres_from_starting()
    {
        await using var rostra = await StandaloneProcess.Start(_directory.Path);
        var pidFile = Path.Combine(_directory.Path, "postgres", "cluster", "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(pidFile, TestContext.Current.CancellationToken);
        await rostra.Signal("TERM");
        lines[0] = $"{Environment.ProcessId}";
        await File.WriteAllLinesAsync(pidFile, lines, TestContext.Current.CancellationToken);

        await using var again = await StandaloneProcess.Start(_directory.Path);

        Assert.NotEqual(Environment.ProcessId, again.PostmasterPid);
    }

    [Fact]
    public async Task A_Postgres_that_dies_is_started_again()
    {
        await using var rostra = await StandaloneProcess.Start(_directory.Path);
        await rostra.Query("CREATE TABLE kept AS SELECT 42 AS value");
        var first = rostra.PostmasterPid;

        await StandaloneProcess.Shell($"kill -KILL {first}");

        await rostra.Says("Postgres runs again");
        Assert.Equal(42, await rostra.Query("SELECT value FROM kept"));
        Assert.NotEqual(first, rostra.PostmasterPid);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<StandaloneProcess> StartsInTime(TimeSpan firstStart)
    {
        var since = Stopwatch.GetTimestamp();
        var started = await StandaloneProcess.Start(_directory.Path);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, firstStart + s_recoveryMax);
        return started;
    }
}

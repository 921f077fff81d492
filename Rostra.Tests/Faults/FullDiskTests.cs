using System.Diagnostics;
using Npgsql;
using Rostra.Postgres;
using Rostra.Topology;
using Xunit;

namespace Rostra.Faults;

/// <summary>Postgres on a disk that is full, and then has room again.</summary>
[Collection(nameof(Processes))]
[Trait("Set", "long")]
[Trait("Fault", "F9")]
public sealed class FullDiskTests
{
    private const int People = 12;

    /// <summary>A new cluster takes 40 MB, and its programs, where the other account cannot reach ours, 60.</summary>
    private const int DiskMegabytes = 224;

    private static readonly TimeSpan RefusedMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FullFor = TimeSpan.FromSeconds(12);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task While_no_row_finds_room_sends_are_refused_and_all_goes_on_when_there_is_room_again() => Under(async (cluster, disk, load) =>
    {
        var pid = cluster.Postgres.Pid;
        await FillUntilRefused(disk, load);
        await SendLoad.UntilPassed(Stopwatch.GetTimestamp(), FullFor, Cancellation);
        Say($"Postgres {(cluster.Postgres.Pid == pid ? "went on" : "ended")} on the full disk");
    });

    [Fact]
    public Task While_the_log_of_Postgres_finds_no_room_it_panics_and_all_goes_on_when_there_is_room_again() => Under(async (cluster, disk, load) =>
    {
        var pid = cluster.Postgres.Pid;
        await FillUntilRefused(disk, load);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => UseUpTheLog(cluster));
        await SendLoad.UntilPassed(Stopwatch.GetTimestamp(), FullFor, Cancellation);
        Assert.Contains(File.ReadLines(cluster.Postgres.LogFile), line => line.Contains("PANIC", StringComparison.Ordinal));
        Say($"Postgres {(cluster.Postgres.Pid == pid ? "tries again by itself" : "ended")} with a full log");
    });

    /// <summary>Pages that are there already have some room; when everybody is refused, none has.</summary>
    private static async Task FillUntilRefused(SmallDisk disk, SendLoad load)
    {
        var moment = Stopwatch.GetTimestamp();
        disk.Fill();
        while (load.SinceLastAck < TimeSpan.FromSeconds(2))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), Cancellation); // Real processes: nothing tells.
            disk.Fill();
        }

        Say($"nobody was acknowledged any more {Stopwatch.GetElapsedTime(moment)} after the disk was full");
    }

    /// <summary>Each switch takes a new file of 16 MB.</summary>
    private static async Task UseUpTheLog(LocalCluster cluster)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(cluster.Postgres.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        for (var segment = 0; segment < DiskMegabytes / 16; segment++)
        {
            await using var next = new NpgsqlCommand("select pg_logical_emit_message(false, 'rostra', 'full'), pg_switch_wal()", connection);
            await next.ExecuteNonQueryAsync(Cancellation);
        }
    }

    private static async Task Under(Func<LocalCluster, SmallDisk, SendLoad, Task> fault)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Say("mounting a disk needs root: not tried");
            return;
        }

        var directory = Path.Combine(Path.GetTempPath(), "rostra-disk-" + Path.GetRandomFileName());
        Modes.MakeDirectory(directory, Modes.Passable); // Postgres runs as another account.
        try
        {
            await using var disk = await SmallDisk.Mount(Path.Combine(directory, "postgres"), DiskMegabytes, Cancellation);
            await using var cluster = await LocalCluster.Start(new ClusterPlan { Silos = 2, Gateways = 2, Directory = directory }, Cancellation);
            await using var load = await SendLoad.Start(cluster.Url, People, Cancellation);
            await load.Until(20, Cancellation);
            var before = cluster.Silos.Select(silo => silo.Pid).ToList();

            var full = Stopwatch.GetTimestamp();
            await fault(cluster, disk, load);
            var freed = Stopwatch.GetTimestamp();
            disk.Free();
            await load.Until(10, Cancellation);

            var refused = load.Between(full, freed).Where(attempt => !attempt.IsAcked).ToList();
            Say($"served again after {load.WaitAfter(freed)}; {refused.Count} were refused within {refused.Max(attempt => attempt.Took)}: {string.Join(", ", refused.CountBy(attempt => attempt.Answer))}");
            Assert.All(refused, attempt => Assert.Equal("busy", attempt.Refusal));
            Assert.All(refused, attempt => Assert.True(attempt.Took < RefusedMax, $"{attempt.Took}"));
            Assert.Equal(before, cluster.Silos.Select(silo => silo.Pid));
            await load.Prove(cluster.Postgres.ConnectionString, Cancellation);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Say(string what) => TestContext.Current.SendDiagnosticMessage($"{TestContext.Current.TestMethod?.MethodName}: {what}.");
}

using Rostra.Clients;
using Rostra.Topology;

namespace Rostra.Chaos;

/// <summary>Mistakes that can be planted in Rostra, to see whether the check finds them. The code is in silos and gateways that were built with <c>-p:RostraFaults=true</c>.</summary>
internal static class Mutants
{
    public const string Variable = "ROSTRA_MUTANT";

    public const string CrashVariable = "ROSTRA_CRASH";

    /// <summary>Where a silo can be told to end itself, and at which passing: late enough to be in the middle of the load.</summary>
    public static readonly IReadOnlyList<(string Name, int Passing)> CrashPoints =
    [
        ("before_commit", 40), ("after_commit_before_ack", 40), ("after_ack_before_push", 60), ("on_activate", 1),
    ];

    public static readonly IReadOnlyList<string> All =
    [
        "ack-before-commit", "no-unique-key", "no-expected-seq", "no-member-check", "no-gap-fill", "seq-reused", "unread-off-by-one", "stale-reload",
    ];

    /// <summary>What brings a mistake to light soonest, where that is not left to the seed: the log's fence is needed only where two silos write to one room.</summary>
    public static IReadOnlyList<string> Provocations(string mutant, bool hasPartitions) =>
        mutant != "no-expected-seq" ? []
        : [.. Enumerable.Range(0, 6).Select(number => hasPartitions && number < 4 ? "writer cut off, from Redis too:12" : "late commits:10")];

    /// <summary>Beside the normal build: <c>artifacts/faults</c>.</summary>
    public static string FaultyBuild(string project)
    {
        var mine = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = mine.Parent!.Parent!.Parent!;
        var build = Path.Combine(root.Name == "faults" ? root.FullName : Path.Combine(root.FullName, "faults"), "bin", project, mine.Name);
        return File.Exists(Path.Combine(build, project))
            ? build
            : throw new BenchException($"There is no {build}: build it with dotnet build {project} -p:RostraFaults=true.");
    }

    public static void Plant(string? mutant, RostraMember member)
    {
        if (mutant is not null && !All.Contains(mutant)) throw new BenchException($"There is no mutant “{mutant}”: {string.Join(", ", All)}.");
        member.ProgramDirectory = FaultyBuild(member is SiloMember ? "Rostra.Silo" : "Rostra.Gateway");
        if (mutant is not null) member.Environment[Variable] = mutant == "seq-reused" ? "seq-reused:10" : mutant;
    }

    /// <summary>What a mutant needs to be done to the database.</summary>
    public static async Task Prepare(string? mutant, LocalCluster cluster, CancellationToken cancellation)
    {
        if (mutant != "no-unique-key") return;
        await using var database = Npgsql.NpgsqlDataSource.Create(cluster.Postgres.ConnectionString);
        await using var command = database.CreateCommand("drop index rostra.messages_client");
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

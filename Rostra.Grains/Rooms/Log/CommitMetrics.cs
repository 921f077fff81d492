using System.Diagnostics.Metrics;
using Rostra.Hosting;

namespace Rostra.Rooms.Log;

/// <summary>What becomes of this silo's commits, how many go together, and how long a transaction takes.</summary>
internal static class CommitMetrics
{
    private static readonly Counter<long> s_commits = Instruments.Meter.CreateCounter<long>(
        "rostra.commits", "{commit}", "Commits of rooms by outcome; fenced: another activation of the room had written.");
    private static readonly Counter<long> s_unknown = Instruments.Meter.CreateCounter<long>(
        "rostra.commits.unknown", "{commit}", "Commits whose outcome was not known at first: sent again until it was.");
    private static readonly Histogram<double> s_duration = Instruments.Meter.CreateHistogram(
        "rostra.commit.duration", "s", "A transaction of the room log, with all its tries.", advice: Instruments.Seconds);
    private static readonly Histogram<int> s_rooms = Instruments.Meter.CreateHistogram(
        "rostra.commit.rooms", "{room}", "Rooms whose commits went in one transaction.", advice: Instruments.Together);
    private static readonly Histogram<int> s_rows = Instruments.Meter.CreateHistogram(
        "rostra.commit.rows", "{row}", "Rows that went in one transaction.", advice: Instruments.Together);

    private static readonly ImmutableArray<string> s_outcomes = ["kept", "fenced", "duplicate", "rejected", "locked", "nameTaken"];

    /// <summary>Shows what has not happened yet as 0: what is absent raises no alarm when it first happens.</summary>
    public static void Begin()
    {
        s_unknown.Add(0);
        foreach (var outcome in s_outcomes)
        {
            s_commits.Add(0, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    public static void Settled(CommitOutcome outcome) => s_commits.Add(1, new KeyValuePair<string, object?>("outcome", NameOf(outcome)));

    public static void Unknown(int commits) => s_unknown.Add(commits);

    public static void Together(List<PendingCommit> batch, TimeSpan took)
    {
        s_duration.Record(took.TotalSeconds);
        s_rooms.Record(batch.Count);
        s_rows.Record(batch.Sum(pending => pending.Commit.RowCount));
    }

    private static string NameOf(CommitOutcome outcome) => outcome switch
    {
        CommitOutcome.Kept => "kept",
        CommitOutcome.Stale => "fenced",
        CommitOutcome.Duplicate => "duplicate",
        CommitOutcome.Rejected => "rejected",
        CommitOutcome.Locked => "locked",
        CommitOutcome.NameTaken => "nameTaken",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}

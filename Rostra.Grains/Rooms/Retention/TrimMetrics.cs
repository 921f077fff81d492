using System.Diagnostics.Metrics;
using Rostra.Hosting;

namespace Rostra.Rooms;

/// <summary>What this silo removes because it has become too old.</summary>
internal static class TrimMetrics
{
    private static readonly Counter<long> s_removed = Instruments.Meter.CreateCounter<long>(
        "rostra.retention.removed", "{row}", "Rows removed because they were older than what is kept, by table.");

    private static readonly Counter<long> s_failed = Instruments.Meter.CreateCounter<long>(
        "rostra.retention.failed", "{pass}", "Looks for what is too old that a fault has ended; the next one goes on.");

    /// <summary>Shows what has not happened yet as 0: what is absent raises no alarm when it first happens.</summary>
    public static void Begin()
    {
        Removed(Trimming.None);
        s_failed.Add(0);
    }

    public static void Removed(Trimming step)
    {
        Add("messages", step.Messages);
        Add("changes", step.Changes);
        Add("reactions", step.Reactions);
    }

    public static void Failed() => s_failed.Add(1);

    private static void Add(string table, long rows) => s_removed.Add(rows, new KeyValuePair<string, object?>("table", table));
}

using System.Diagnostics.Metrics;
using Rostra.Hosting;

namespace Rostra.Users;

/// <summary>How often this silo counts somebody's unread messages in the log.</summary>
internal static class UnreadMetrics
{
    private static readonly Counter<long> s_recounts = Instruments.Meter.CreateCounter<long>(
        "rostra.unread.recounts", "{count}", "Unread messages of a person in a room counted anew: by the silo in the log, by the gateway in the feed's tail.");

    private static readonly KeyValuePair<string, object?> s_byLog = new("by", "log");

    /// <summary>Shows what has not happened yet as 0: what is absent raises no alarm when it first happens.</summary>
    public static void Begin() => s_recounts.Add(0, s_byLog);

    public static void Recounted(int counts) => s_recounts.Add(counts, s_byLog);
}

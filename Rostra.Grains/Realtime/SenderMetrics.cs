using System.Diagnostics.Metrics;
using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>How this silo's batches reach the gateways.</summary>
internal static class SenderMetrics
{
    private static readonly Counter<long> s_unreached = Instruments.Meter.CreateCounter<long>(
        "rostra.gateway.unreached", "{call}", "Calls that a gateway did not take: it is told heads, and fetches the rest.");
    private static readonly Histogram<int> s_batches = Instruments.Meter.CreateHistogram(
        "rostra.gateway.batch", "{batch}", "Batches of rooms that went to a gateway in one call.", advice: Instruments.Together);

    /// <summary>Shows what has not happened yet as 0: what is absent raises no alarm when it first happens.</summary>
    public static void Begin() => s_unreached.Add(0);

    public static void Unreached() => s_unreached.Add(1);

    public static void Together(int batches) => s_batches.Record(batches);
}

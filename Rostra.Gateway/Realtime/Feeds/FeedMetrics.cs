using System.Diagnostics.Metrics;
using Rostra.Hosting;
using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>How soon messages reach the people of this gateway, and how often feeds must ask for what they missed.</summary>
internal static class FeedMetrics
{
    private static readonly Histogram<double> s_delivery = Instruments.Meter.CreateHistogram(
        "rostra.delivery.duration", "s", "From a message's place in its room to the queues of this gateway's sockets.", advice: Instruments.Seconds);
    private static readonly Counter<long> s_fills = Instruments.Meter.CreateCounter<long>("rostra.gap.fills", "{page}", "Pages of the log that feeds read because batches were missing.");
    private static readonly Counter<long> s_resyncs = Instruments.Meter.CreateCounter<long>("rostra.resyncs", "{room}", "Rooms that everybody here was told to load again.");
    private static readonly Counter<long> s_recounts = Instruments.Meter.CreateCounter<long>(
        "rostra.unread.recounts", "{count}", "Unread messages of a person in a room counted anew: by the silo in the log, by the gateway in the feed's tail.");

    private static readonly KeyValuePair<string, object?> s_byFeed = new("by", "feed");

    /// <summary>Shows what has not happened yet as 0: what is absent raises no alarm when it first happens.</summary>
    public static void Begin()
    {
        s_fills.Add(0);
        s_resyncs.Add(0);
        s_recounts.Add(0, s_byFeed);
    }

    /// <summary>What is told live; a page of the log is not.</summary>
    public static void Delivered(Interval interval, TimeProvider clock)
    {
        if (interval.IsFolded || !s_delivery.Enabled)
        {
            return;
        }

        foreach (var happened in interval.Events)
        {
            if (happened is MessagePosted { Message.SentAt: var sentAt })
            {
                s_delivery.Record(Math.Max(0, (clock.GetUtcNow() - sentAt).TotalSeconds)); // The room's clock and ours may differ.
            }
        }
    }

    public static void Filled() => s_fills.Add(1);

    public static void Resynced() => s_resyncs.Add(1);

    public static void Recounted() => s_recounts.Add(1, s_byFeed);
}

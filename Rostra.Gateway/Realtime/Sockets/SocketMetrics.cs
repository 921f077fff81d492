using System.Diagnostics.Metrics;
using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>How sockets come and end, and how long what they are sent stands in their queues.</summary>
internal static class SocketMetrics
{
    private static readonly Counter<long> s_opened = Instruments.Meter.CreateCounter<long>("rostra.sockets.opened", "{socket}", "Sockets that finished SignalR's handshake.");
    private static readonly Counter<long> s_closed = Instruments.Meter.CreateCounter<long>("rostra.sockets.closed", "{socket}", "Sockets that this gateway closed, by the reason they were told.");
    private static readonly Histogram<double> s_wait = Instruments.Meter.CreateHistogram(
        "rostra.socket.queue.duration", "s", "From a frame's entry into a socket's queue until it was written.", advice: Instruments.Seconds);

    /// <summary>Shows what has not happened yet as 0: what is absent raises no alarm when it first happens.</summary>
    public static void Begin()
    {
        s_opened.Add(0);
        foreach (var reason in SocketEnd.All)
        {
            s_closed.Add(0, new KeyValuePair<string, object?>("reason", reason));
        }
    }

    public static void Opened() => s_opened.Add(1);

    public static void Closed(string reason) => s_closed.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public static void Written(TimeSpan waited) => s_wait.Record(waited.TotalSeconds);
}

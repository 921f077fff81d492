using System.Diagnostics.Metrics;
using Rostra.Hosting;

namespace Rostra.Rooms;

/// <summary>What befalls rooms of this silo.</summary>
internal static class RoomMetrics
{
    private static readonly Counter<long> s_activated = Instruments.Meter.CreateCounter<long>("rostra.rooms.activated", "{room}", "Rooms that came up on this silo.");
    private static readonly Counter<long> s_overtaken = Instruments.Meter.CreateCounter<long>(
        "rostra.rooms.overtaken", "{room}", "Rooms that left this silo because another activation had written.");
    private static readonly Histogram<int> s_batch = Instruments.Meter.CreateHistogram(
        "rostra.room.batch", "{command}", "Commands that a room took from its inbox at once.", advice: Instruments.Together);

    /// <summary>Shows what has not happened yet as 0: what is absent raises no alarm when it first happens.</summary>
    public static void Begin()
    {
        s_activated.Add(0);
        s_overtaken.Add(0);
    }

    public static void Activated() => s_activated.Add(1);

    public static void Overtaken() => s_overtaken.Add(1);

    public static void Together(int commands) => s_batch.Record(commands);
}

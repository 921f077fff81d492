namespace Rostra.Rooms;

/// <summary>How long a room keeps its log: the server's time, or the room's own where that is shorter.</summary>
internal static class Keeping
{
    /// <param name="server">Days; 0: for ever.</param>
    /// <param name="room">Days; 0: as the server says.</param>
    /// <returns>Null: for ever.</returns>
    public static int? Days(int server, int room) => (server, room) switch
    {
        (0, 0) => null,
        (0, _) => room,
        (_, 0) => server,
        _ => Math.Min(server, room),
    };

    /// <summary>What happened before this is too old. A day is 24 hours, whatever the calendar of some place says.</summary>
    /// <param name="clocks">What different machines take for now: the earliest is believed, so that a clock that runs ahead removes nothing too early.</param>
    public static DateTimeOffset? Before(int server, int room, params ReadOnlySpan<DateTimeOffset> clocks)
    {
        var now = DateTimeOffset.MaxValue;
        foreach (var clock in clocks)
        {
            now = clock < now ? clock : now;
        }
        return Days(server, room) is { } days ? now - TimeSpan.FromDays(days) : null;
    }
}

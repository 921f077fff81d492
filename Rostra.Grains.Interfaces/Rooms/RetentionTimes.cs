namespace Rostra.Rooms;

/// <summary>How long messages are kept, and how they are removed. Silos remove, gateways tell.</summary>
public sealed class RetentionTimes
{
    public const string Section = "Rostra:Retention";

    /// <summary>Days; 0: for ever. A room may have a number of its own: the shorter time counts.</summary>
    public int KeepDays { get; set; }

    /// <summary>How often what has become too old is looked for.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Entries of a room's log that are removed in one transaction, which holds up the room's commits.</summary>
    public int BatchMax { get; set; } = 500;

    /// <summary>The time between two such transactions, which others have.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(100);
}

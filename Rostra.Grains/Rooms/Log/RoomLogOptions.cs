namespace Rostra.Rooms.Log;

/// <summary>How a silo writes the log.</summary>
internal sealed class RoomLogOptions
{
    public const string Section = "Rostra:RoomLog";

    /// <summary>Transactions of new messages under way at once. One; two where a commit takes milliseconds.</summary>
    public int PostLanes { get; set; } = 1;

    /// <summary>Most rooms in one statement.</summary>
    public int BatchCommitsMax { get; set; } = 512;

    /// <summary>Most rows in one statement; a single commit may pass it.</summary>
    public int BatchRowsMax { get; set; } = 4_000;

    /// <summary>How long a room's head may be held by another transaction before its callers are told that it is busy.</summary>
    public TimeSpan LockedFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>First wait before the same commits are sent again; doubles up to <see cref="RetryWaitMax"/>.</summary>
    public TimeSpan RetryWait { get; set; } = TimeSpan.FromMilliseconds(10);

    public TimeSpan RetryWaitMax { get; set; } = TimeSpan.FromMilliseconds(500);
}

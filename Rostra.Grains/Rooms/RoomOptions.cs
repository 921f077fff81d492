namespace Rostra.Rooms;

/// <summary>Limits of rooms and messages (contract A4, A5, A7).</summary>
internal sealed class RoomOptions
{
    public const string Section = "Rostra:Limits";

    /// <summary>Unicode code points after trimming.</summary>
    public int TextMax { get; set; } = 1_000;

    public int RoomNameMin { get; set; } = 3;

    public int RoomNameMax { get; set; } = 50;

    public int DescriptionMax { get; set; } = 255;

    /// <summary>Rooms a person may be in.</summary>
    public int RoomsMax { get; set; } = 1_000;

    /// <summary>Members a room may have.</summary>
    public int MembersMax { get; set; } = 10_000;

    /// <summary>People a room may ban.</summary>
    public int BansMax { get; set; } = 10_000;

    /// <summary>Reports of a room that nobody has closed yet.</summary>
    public int OpenReportsMax { get; set; } = 1_000;

    /// <summary>Longest time for which a member may be muted.</summary>
    public TimeSpan MuteMax { get; set; } = TimeSpan.FromDays(28);

    public int SlowModeSecondsMax { get; set; } = 21_600;

    /// <summary>Newest messages that a room keeps in memory.</summary>
    public int RecentMessagesMax { get; set; } = 200;

    /// <summary>Bytes, roughly, of the messages that a room keeps in memory.</summary>
    public int RecentBytesMax { get; set; } = 512 * 1024;

    /// <summary>Commands that may wait for a room; beyond it callers are told that it is busy.</summary>
    public int InboxMax { get; set; } = 5_000;

    /// <summary>Commands decided together for one commit.</summary>
    public int BatchMax { get; set; } = 500;

    /// <summary>How often the heads of rooms that somebody listens to are compared with the log.</summary>
    public TimeSpan HeadCheckEvery { get; set; } = TimeSpan.FromSeconds(5);
}

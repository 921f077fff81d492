namespace Rostra.Rooms;

/// <summary>What rooms say when they refuse.</summary>
internal static class Refusals
{
    public static readonly Refusal RoomNotFound = new(RefusalCode.RoomNotFound, "There is no such room.");
    public static readonly Refusal MessageNotFound = new(RefusalCode.MessageNotFound, "There is no such message in this room.");
    public static readonly Refusal UserNotFound = new(RefusalCode.UserNotFound, "Nobody with this id is a member of this room.");
    public static readonly Refusal NotMember = new(RefusalCode.NotMember, "You are not a member of this room.");
    public static readonly Refusal NotOwner = new(RefusalCode.NotOwner, "Only the owner of the room may do this.");
    public static readonly Refusal NotAuthor = new(RefusalCode.NotAuthor, "This message is somebody else's.");
    public static readonly Refusal Banned = new(RefusalCode.Banned, "You are banned from this room.");
    public static readonly Refusal BansFull = new(RefusalCode.ListFull, "The room has as many bans as it may have: lift one.");
    public static readonly Refusal ReportsFull = new(RefusalCode.ListFull, "So much has been reported in this room that its owner must look first.");
    public static readonly Refusal OwnerNotMuted = Refusal.Invalid("userId", "is the owner's, who is never muted.");
    public static readonly Refusal OwnerCannotLeave = new(RefusalCode.OwnerCannotLeave, "The owner cannot leave: hand the room over or delete it.");
    public static readonly Refusal AlreadyMember = new(RefusalCode.AlreadyMember, "You are a member of this room already.");
    public static readonly Refusal RoomFull = new(RefusalCode.RoomFull, "The room has as many members as it may have.");
    public static readonly Refusal RoomLimit = new(RefusalCode.RoomLimit, "You are in as many rooms as you may be.");
    public static readonly Refusal RoomNameTaken = new(RefusalCode.RoomNameTaken, "Another room has this name.");
    public static readonly Refusal MessageDeleted = new(RefusalCode.MessageDeleted, "The message has been deleted.");
    public static readonly Refusal TextUnchanged = new(RefusalCode.TextUnchanged, "The text is the same as before.");
    public static readonly Refusal IdTaken = Refusal.Invalid("id", "names another room.");
    public static readonly Refusal Moved = new(RefusalCode.Moved, "The room is elsewhere; ask again.");
    public static readonly Refusal Unstorable = Refusal.Invalid("text", "cannot be stored.");

    /// <summary>The outcome is unknown to the caller; the same request again is safe.</summary>
    public static readonly Refusal Busy = new(RefusalCode.Busy, "The room cannot be reached in time; repeat the same request.", RetryAfterMs: 1_000);

    public static Refusal Muted(TimeSpan wait) => new(RefusalCode.Muted, "The owner of the room has muted you for a time.", RetryAfterMs: Whole(wait));

    public static Refusal SlowMode(TimeSpan wait) => new(RefusalCode.SlowMode, "The room is in slow mode; wait a little.", RetryAfterMs: Whole(wait));

    private static long Whole(TimeSpan wait) => (long)Math.Ceiling(wait.TotalMilliseconds);
}

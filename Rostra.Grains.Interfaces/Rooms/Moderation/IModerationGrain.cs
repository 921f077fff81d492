namespace Rostra.Rooms;

/// <summary>What owners read about their rooms, and what members report to them. Membership and ownership are judged in the same snapshot as what is read.</summary>
[Alias("rostra.IModerationGrain")]
public interface IModerationGrain : IGrainWithIntegerKey
{
    /// <summary>Who is banned, the latest first. For the owner.</summary>
    [Alias("Bans")]
    Task<Outcome<BanPage>> Bans(Guid roomId, Guid userId, PageOf page);

    /// <summary>What owners have done in the room, the latest first. For the owner.</summary>
    [Alias("Acts")]
    Task<Outcome<ActPage>> Acts(Guid roomId, Guid userId, PageOf page);

    /// <summary>Tells the owner and administrators of a message. The same person about the same message again: no change. By any member.</summary>
    [Alias("Report")]
    Task<Outcome<Done>> Report(Guid roomId, Guid userId, long messageId, string? reason);

    /// <summary>Messages with open reports, the newest message first. A deleted message is none. For the owner and administrators.</summary>
    [Alias("Reports")]
    Task<Outcome<ReportPage>> Reports(Guid roomId, Guid userId, PageOf page);

    /// <summary>Closes what was reported of a message so far; nothing open: no change. For the owner and administrators.</summary>
    [Alias("CloseReports")]
    Task<Outcome<Done>> CloseReports(Guid roomId, Guid userId, long messageId);
}

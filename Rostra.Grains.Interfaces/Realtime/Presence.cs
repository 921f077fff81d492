using Rostra.Users;

namespace Rostra.Realtime;

/// <summary>Who of a room has a greeted connection on one gateway; carried by every attaching and renewal, and told at once when it changes.</summary>
/// <param name="Number">Grows from report to report: one that was delayed on its way does not undo a newer one.</param>
/// <param name="Hash">Of the whole set as it is after this report (<see cref="CrowdHash"/>); when the room finds another, it wants the whole set.</param>
/// <param name="Came">The whole set, if <paramref name="IsFull"/>.</param>
/// <param name="WantsSet">The gateway knows nothing, or has missed something, and wants to be told everyone who is online in the room.</param>
/// <param name="IsShown">It will show that set to people who may have read the list of members meanwhile: what waits to be announced is announced before.</param>
[GenerateSerializer, Immutable, Alias("rostra.PresenceReport")]
public sealed record PresenceReport(
    long Number, long Hash, ImmutableArray<Guid> Came, ImmutableArray<Guid> Went, bool IsFull = false, bool WantsSet = false, bool IsShown = false)
{
    public static readonly PresenceReport Empty = new(0, 0, [], [], IsFull: true);
}

/// <summary>A change of who is online in a room, as an interval of versions: who knows the presence at <paramref name="After"/> knows it at <paramref name="UpTo"/> after this.</summary>
/// <param name="After">Equal to <paramref name="UpTo"/>: only tells where the presence stands; what was on its way is lost, take the set.</param>
/// <param name="OnlineCount">At <paramref name="UpTo"/>.</param>
/// <param name="IsFull"><paramref name="Online"/> is the whole set, whatever was known before.</param>
/// <param name="IsCounted">There are too many to be listed: the count is all there is.</param>
[GenerateSerializer, Immutable, Alias("rostra.PresenceNews")]
public sealed record PresenceNews(
    long After, long UpTo, ImmutableArray<UserRef> Online, ImmutableArray<Guid> Offline, int OnlineCount, bool IsFull = false, bool IsCounted = false)
{
    /// <summary>What is left of it when it could not be delivered.</summary>
    public PresenceNews Lost() => new(UpTo, UpTo, [], [], OnlineCount);
}

/// <summary>All who type in a room now, in the order in which they began.</summary>
[GenerateSerializer, Immutable, Alias("rostra.TypingNews")]
public sealed record TypingNews(ImmutableArray<UserRef> Users);

/// <summary>Where a room's presence stands, in the answer to a report.</summary>
/// <param name="Version">What has been announced.</param>
/// <param name="OnlineCount">Also of what will be announced in a moment.</param>
/// <param name="IsInStep">The room's idea of the gateway's set is the gateway's; else it must be told in full.</param>
/// <param name="SettlesIn">Until then the activation is so new that not every gateway may have come back to it: who is not in the set need not be gone.</param>
/// <param name="Set">Everyone, at <paramref name="Version"/>, if that was wanted.</param>
[GenerateSerializer, Immutable, Alias("rostra.PresencePosition")]
public sealed record PresencePosition(long Version, int OnlineCount, bool IsInStep, TimeSpan SettlesIn, PresenceNews? Set = null)
{
    /// <summary>In a room that is not there.</summary>
    public static readonly PresencePosition Nowhere = new(0, 0, IsInStep: true, TimeSpan.Zero);
}

/// <summary>A number for a set of people that does not depend on their order, and changes with each who comes or goes.</summary>
public static class CrowdHash
{
    /// <summary>Add it for who comes, subtract it for who goes.</summary>
    public static long Of(Guid userId)
    {
        Span<byte> bytes = stackalloc byte[16];
        userId.TryWriteBytes(bytes);
        // SplitMix64's finish: ids made in one millisecond differ in few bits.
        var bits = BitConverter.ToUInt64(bytes) ^ ulong.RotateLeft(BitConverter.ToUInt64(bytes[8..]), 31);
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
        return unchecked((long)(bits ^ (bits >> 31)));
    }
}

using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>A gateway, as rooms and sessions see it: one per process, never one per connection.</summary>
[Alias("rostra.IGatewayObserver")]
public interface IGatewayObserver : IGrainObserver
{
    /// <summary>Batches of many rooms in one call. The silo's sender awaits it, so a stuck gateway is noticed and cannot hold up a room; the handler only enqueues.</summary>
    [Alias("Receive"), ResponseTimeout("00:00:02")]
    Task Receive(ImmutableArray<RoomBatch> batches);

    /// <summary>What concerns single people. Awaited and only enqueued, as <see cref="Receive"/>.</summary>
    [Alias("Notify"), ResponseTimeout("00:00:02")]
    Task Notify(ImmutableArray<PersonNotice> notices);

    /// <summary>Silos have come or gone, as of this version of the membership: rooms and people may have moved, and calls under way may never be answered.</summary>
    [Alias("SilosChanged"), ResponseTimeout("00:00:02")]
    Task SilosChanged(long version);

    /// <summary>A session has ended: its tokens and sockets must stop.</summary>
    [Alias("SessionEnded"), ResponseTimeout("00:00:02")]
    Task SessionEnded(Guid sessionId, SessionEnd reason);
}

/// <summary>Why a session ended; what the person's other sockets are told.</summary>
public enum SessionEnd
{
    Logout,
    Revoked,
    PasswordChanged,
    TokenReuse,
}

/// <summary>
/// An interval of a room's log: who knows the room up to <paramref name="After"/> knows it up to <paramref name="UpTo"/> after these events.
/// Without events and with equal ends it only tells where the head is; <paramref name="Detached"/>: the activation ends, attach again.
/// </summary>
/// <param name="Activation">Which activation of the room speaks.</param>
/// <param name="Room">The room at <paramref name="UpTo"/>, without personal members, when somebody joins in this batch.</param>
/// <param name="Presence">Who has come online or gone, beside the log.</param>
/// <param name="Typing">Who types now, beside the log.</param>
/// <param name="TrimmedSeq">The log has been removed up to here, beside the log.</param>
[GenerateSerializer, Immutable, Alias("rostra.RoomBatch")]
public sealed record RoomBatch(
    Guid RoomId,
    Guid Activation,
    long After,
    long UpTo,
    ImmutableArray<RoomEvent> Events,
    Room? Room = null,
    bool Detached = false,
    PresenceNews? Presence = null,
    TypingNews? Typing = null,
    long? TrimmedSeq = null);

/// <summary>A gateway's place among a room's listeners.</summary>
/// <param name="GatewayId">Names the gateway process.</param>
[GenerateSerializer, Immutable, Alias("rostra.GatewayLease")]
public sealed record GatewayLease(Guid GatewayId, IGatewayObserver Gateway)
{
    /// <summary>A gateway that has not renewed for so long is forgotten.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>How often a gateway renews.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);
}

/// <summary>Where a room stands.</summary>
/// <param name="Head">The last seq that is kept; batches after it follow.</param>
/// <param name="NotMembers">Of the users asked about. For a room that is not there: all of them.</param>
[GenerateSerializer, Immutable, Alias("rostra.RoomPosition")]
public sealed record RoomPosition(Guid Epoch, Guid Activation, long Head, ImmutableArray<Guid> NotMembers, PresencePosition Presence);

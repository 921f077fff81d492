using Rostra.Messages;
using Rostra.Rooms;

namespace Rostra.History;

/// <summary>Part of a room's messages, ascending by id.</summary>
/// <param name="HasOlder">There are messages before the page in the room.</param>
/// <param name="HasNewer">There are messages after the page in the room.</param>
/// <param name="LastSeq">Not newer than the state shown: the changes after it complete the page.</param>
[GenerateSerializer, Immutable, Alias("rostra.Page")]
public sealed record Page(ImmutableArray<Message> Messages, bool HasOlder, bool HasNewer, long LastSeq);

/// <summary>
/// What changed in a room after a place in its log: the interval rule's <c>{after, upTo, events}</c>, or <paramref name="Reset"/> when the place is unknown or too far back.
/// </summary>
/// <param name="Epoch">Names the database's life; another one after a restore.</param>
/// <param name="LastSeq">The head when the page was read.</param>
/// <param name="More">There is more after <paramref name="UpTo"/>: ask again from there.</param>
/// <param name="Room">The room as it is (without personal members), for a gateway that meets a newcomer on the page. Not sent to clients.</param>
/// <param name="Deleted">The room is gone; to gateways only.</param>
[GenerateSerializer, Immutable, Alias("rostra.Changes")]
public sealed record Changes(
    Guid Epoch,
    long? After,
    long? UpTo,
    ImmutableArray<RoomEvent>? Events,
    long LastSeq,
    bool? More,
    bool? Reset,
    [property: System.Text.Json.Serialization.JsonIgnore] Room? Room = null,
    [property: System.Text.Json.Serialization.JsonIgnore] bool Deleted = false)
{
    /// <summary>Further behind than this is answered with a reset.</summary>
    public const long BehindMax = 2_000;

    /// <summary>Most log entries on one page.</summary>
    public const int LimitMax = 500;
}

/// <summary>Which part of a room's messages is asked for. At most one of the three seqs is given; none: the newest.</summary>
[GenerateSerializer, Immutable, Alias("rostra.PageRequest")]
public sealed record PageRequest(long? Before, long? After, long? Around, int Limit)
{
    public const int LimitMax = 100;
}

using System.Text.Json;

namespace Rostra.Clients;

/// <summary>An event of a room, as far as the driver looks at it; one without <c>seq</c> is not durable.</summary>
internal sealed record WireEvent(string Type, long? Seq, Message? Message, UserRef? User);

/// <summary>A live batch, an entry of a catch-up, or an answer of <c>changes</c>: an interval, a reset, or news without a place.</summary>
internal sealed record WireInterval(
    Guid? RoomId, long? After, long? UpTo, WireEvent[]? Events, bool More, bool Reset, bool Gone, long? LastSeq);

internal sealed record WireCursor(Guid RoomId, long Seq);

internal sealed record WireHello(JsonElement Epoch, UserRef User, Room[] Rooms, WireInterval[] CatchUp);

/// <summary>The run cannot go on; the message says why and what to do.</summary>
internal sealed class BenchException(string message) : RostraException(message);

namespace Rostra.Crash;

/// <summary>A message as its sender knows it: in which order it was sent, and every answer it got.</summary>
/// <param name="Order">Ascends with the sending, per client and room.</param>
internal sealed record Sent(string Client, Guid Room, int Order, Guid ClientId, string Text)
{
    public List<Ack> Acks { get; } = [];
}

/// <summary>An acknowledgement: the promise that the message is kept, at this place.</summary>
internal sealed record Ack(long Id, string Text, bool Duplicate);

/// <summary>A step of a client's view: an interval applied, or a reset to what was read afresh.</summary>
/// <param name="IsLive">Came by itself, so that it lists every number; a catch-up shows what is, each message once.</param>
internal sealed record ViewStep(long After, long UpTo, bool IsLive, bool IsReset, IReadOnlyList<SeenEvent> Events);

/// <param name="ClientId">Of the message, where one was posted.</param>
internal readonly record struct SeenEvent(long Seq, Guid? ClientId);

/// <summary>A message as a view or a reading shows it.</summary>
internal sealed record Shown(long Id, Guid ClientId, Guid Author, string Text, long ChangedSeq, string Reactions);

/// <summary>What one client came to know of one room, and how.</summary>
internal sealed record ClientView(string Client, Guid Room, IReadOnlyList<ViewStep> Steps, IReadOnlyList<Shown> Messages);

/// <summary>A room, read afresh after everything.</summary>
/// <param name="OtherNumbers">How many numbers at most were taken by changes that a catch-up may show only in their last state.</param>
internal sealed record RoomReading(Guid Room, long LastSeq, IReadOnlyList<Shown> Messages, int OtherNumbers);

/// <summary>All that is known about a run.</summary>
internal sealed record Transcript(IReadOnlyList<Sent> Sends, IReadOnlyList<ClientView> Views, IReadOnlyList<RoomReading> Readings);

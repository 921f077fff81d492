namespace Rostra.Chaos;

/// <summary>A call of a client: when it went out, and what came back.</summary>
/// <param name="End">Null: no answer was written down, so that its outcome is unknown.</param>
internal sealed record Operation(HistoryLine Invoke, HistoryLine? End)
{
    public bool IsOk => End?.Phase == Phase.Ok;

    public bool IsRefused => End?.Phase == Phase.Fail;

    public long Begun => Invoke.T;

    public long Returned => End?.T ?? long.MaxValue;
}

/// <summary>A message as its author knows it: every attempt to send it, under the one client id.</summary>
internal sealed class Story(Guid room, Guid user, Guid cid)
{
    public Guid Room { get; } = room;

    public Guid User { get; } = user;

    public Guid Cid { get; } = cid;

    /// <summary>In the order in which they went out.</summary>
    public List<Operation> Attempts { get; } = [];

    public IEnumerable<Operation> Acks => Attempts.Where(attempt => attempt.IsOk);

    public Operation First => Attempts[0];

    /// <summary>The earliest promise, if there is any.</summary>
    public Operation? Ack => Acks.MinBy(ack => ack.Returned);

    /// <summary>Each attempt was definitely refused.</summary>
    public bool IsRefused => Attempts.All(attempt => attempt.IsRefused);

    /// <summary>The first body wins: one that went out when another was already acknowledged cannot be the message.</summary>
    public bool MayHave(long? hash)
    {
        var acked = Ack?.Returned ?? long.MaxValue;
        return Attempts.Any(attempt => attempt.Begun < acked && attempt.Invoke.Hash == hash);
    }
}

namespace Rostra.Clients;

/// <summary>Up to where a room's log was handed on, kept by the contract's interval rule.</summary>
internal sealed class RoomPlace(Guid roomId, long seq)
{
    public Guid RoomId { get; } = roomId;

    /// <summary>Everything up to here was taken, or was before the client's time.</summary>
    public long Seq { get; private set; } = seq;

    /// <summary>Everything up to here was heard out. Whole intervals only: a page tells a message once, at its last change, so that its beginning is not told again from its middle.</summary>
    public long Heard { get; private set; } = seq;

    /// <summary>Takes an interval.</summary>
    /// <returns>What is new in it, in order; null: something before it is missing and has to be fetched first.</returns>
    public IReadOnlyList<RoomEvent>? Take(Batch interval)
    {
        var (after, upTo, known) = (interval.After!.Value, interval.UpTo!.Value, Seq);
        if (upTo <= known) return [];
        if (after > known) return null;

        Seq = upTo;
        return [.. (interval.Events ?? []).Where(happened => happened.Seq > known).Select(happened => happened with { RoomId = RoomId })];
    }

    /// <summary>What was taken was heard out.</summary>
    public void HeardOut() => Heard = Seq;

    /// <summary>What is in between is not told.</summary>
    public RoomEvent Reset(long seq)
    {
        Seq = seq;
        return new RoomReset { RoomId = RoomId, Seq = seq };
    }
}

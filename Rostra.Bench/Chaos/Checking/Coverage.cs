namespace Rostra.Chaos;

/// <summary>What a run put to the test. One where any of these is 0 proves little, however clean it looks.</summary>
internal sealed record Coverage(long Acked, long Info, long Fenced, long Resyncs, long GapsFilled, long Evictions, long RemovalsWhileSending)
{
    /// <summary>Those that are 0.</summary>
    public IEnumerable<string> Missing => Counters.Where(counter => counter.Count == 0).Select(counter => counter.Name);

    public IEnumerable<(string Name, long Count)> Counters =>
    [
        ("acked", Acked), ("info", Info), ("fenced appends", Fenced), ("resyncs", Resyncs),
        ("gaps filled", GapsFilled), ("evictions", Evictions), ("removals while sending", RemovalsWhileSending),
    ];

    public static Coverage Of(Material material) => new(
        material.Of(Op.Send).LongCount(send => send.IsOk),
        material.Operations.LongCount(operation => operation.End is null or { Phase: Phase.Info }),
        material.Lines.LongCount(line => line.Op == Op.Fenced),
        material.Of(Op.Connect).LongCount(hello => hello.IsOk && hello.End!.Cursors?.Any(cursor => cursor.Seq is not null) == true),
        material.Lines.LongCount(line => line is { Op: Op.Recv, Phase: Phase.Ok, Source: Source.Hello or Source.Resync } && line.UpTo > line.After),
        material.Lines.LongCount(line => line.Op == Op.Evicted),
        Removals(material));

    private static long Removals(Material material)
    {
        var sends = material.Of(Op.Send).ToLookup(send => (send.Invoke.User, send.Invoke.Room));
        return material.Of(Op.Leave).Where(leave => leave.IsOk)
            .LongCount(leave => sends[(leave.Invoke.User, leave.Invoke.Room)].Any(send => send.Begun < leave.Returned && send.Returned > leave.Begun));
    }
}

namespace Rostra.Chaos;

/// <summary>How what clients were sent joins together: I6 and I20.</summary>
internal static class StreamChecks
{
    /// <summary>I6: the intervals that a client applies join what it knows, miss nothing, repeat nothing and ascend; no live batch leaves a hole after the one before it.</summary>
    public static void InOrder(Material material, Findings findings)
    {
        foreach (var client in material.Clients)
        {
            var known = new Dictionary<Guid, (long Seq, HistoryLine? Where)>();
            var owed = new Dictionary<Guid, Debts>();
            foreach (var line in client.Lines.Where(line => line is { Op: Op.Recv, Phase: Phase.Ok, Room: not null, UpTo: not null }))
            {
                findings.Look(1 + (line.Events?.Count ?? 0));
                var room = line.Room!.Value;
                if (line.Source == Source.Reset || !owed.ContainsKey(room)) owed[room] = new(material.Truth(room));
                if (line.Source != Source.Reset) Applied(owed[room], line, known.GetValueOrDefault(room), findings);
                known[room] = (line.UpTo!.Value, line);
            }

            foreach (var (room, debts) in owed) debts.Close(known[room].Seq, findings);
        }

        foreach (var client in material.Clients) Live(client, first: false, findings);
    }

    /// <summary>I20: a hello answers each cursor with the whole gap, page by page, or with a reset, and the live stream goes on where the answer ends.</summary>
    public static void HonestGap(Material material, Findings findings)
    {
        foreach (var hello in material.Of(Op.Connect).Where(hello => hello is { IsOk: true, End.Cursors: not null }))
        {
            foreach (var cursor in hello.End!.Cursors!.Where(cursor => cursor.Seq is not null))
            {
                findings.Look();
                if (Fault(material, hello, cursor) is { } fault) findings.Violated(fault, hello, cursor);
            }
        }

        foreach (var client in material.Clients) Live(client, first: true, findings);
    }

    private static string? Fault(Material material, Operation hello, Cursor cursor)
    {
        if (cursor.Reset) return null;
        if (cursor.Gone) return WasAlwaysIn(material, hello, cursor.Room) ? "a member was told that their room is gone" : null;
        if (cursor.After is not { } after || cursor.UpTo is not { } upTo) return "a cursor got no answer";
        if (after > cursor.Seq) return "the answer to a cursor begins behind a hole";
        return !cursor.More && upTo < cursor.Seq ? "the answer to a cursor ends before it" : null;
    }

    // The list of rooms may be newer than the catch-up: what an entry says is all counts as covered, and the live stream must go on from there.
    private static long Covered(Cursor cursor) => cursor is { UpTo: { } upTo, More: false } ? upTo : cursor.Top!.Value;

    private static bool WasAlwaysIn(Material material, Operation hello, Guid room) =>
        hello.Invoke.User is { } user && material.Truth(room) is { IsFromTables: true } truth
        && truth.Stints(user) is [{ To: long.MaxValue } only] && only.From <= hello.End!.Cursors!.First(cursor => cursor.Room == room).Seq;

    private static void Applied(Debts debts, HistoryLine line, (long Seq, HistoryLine? Where) known, Findings findings)
    {
        var (after, upTo, events) = (line.After ?? 0, line.UpTo!.Value, line.Events ?? []);
        if (after > known.Seq) findings.Violated($"a client knew {known.Seq} and applied what follows {after}", known.Where, line);
        if (upTo <= known.Seq) findings.Violated("a client applied what it knew already", known.Where, line);

        var (last, listed) = (after, new HashSet<long>());
        foreach (var seen in events)
        {
            if (!listed.Add(seen.Seq)) findings.Violated("an interval shows one number twice", line, seen);
            else if (seen.Seq <= last || seen.Seq > upTo) findings.Violated("an interval's events do not ascend within it", line, seen);
            last = Math.Max(last, seen.Seq);
        }

        // Whoever was behind when a room ended is told the end, and nothing of what is gone.
        if (!events.Any(seen => seen.Kind == EntryKind.RoomDeleted)) debts.Take(line, after, upTo, listed, findings);
    }

    /// <param name="first">What follows an answer directly, which is what it promised; else what follows another batch.</param>
    private static void Live(ClientLines client, bool first, Findings findings)
    {
        var covered = new Dictionary<(int, Guid), (long UpTo, HistoryLine Where, bool IsAnswer)>();
        foreach (var line in client.Lines)
        {
            if (line is { Op: Op.Connect, Phase: Phase.Ok, Conn: { } opened, Cursors: { } cursors })
            {
                foreach (var cursor in cursors.Where(cursor => cursor.Top is not null)) covered[(opened, cursor.Room)] = (Covered(cursor), line, true);
            }

            if (line is not { Op: Op.Recv, Room: { } room, Conn: { } conn }) continue;
            if (line is { Source: not Source.Live, Phase: Phase.Info, Top: { } reset }) covered[(conn, room)] = (reset, line, true);
            if (line is { Source: Source.Live, Code: "roomJoined", Top: { } joined }) covered[(conn, room)] = (joined, line, true);
            if (line is not { Source: Source.Live, After: { } after, UpTo: { } upTo } || !covered.TryGetValue((conn, room), out var before)) continue;

            if (before.IsAnswer == first)
            {
                findings.Look();
                if (after > before.UpTo) findings.Violated(first ? "the first live batch leaves a hole after the answer" : "a live batch leaves a hole after the one before it", before.Where, line);
            }

            covered[(conn, room)] = (Math.Max(before.UpTo, upTo), line, false);
        }
    }
}

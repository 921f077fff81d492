namespace Rostra.Chaos;

/// <summary>What came before what: I7 to I10.</summary>
internal static class OrderChecks
{
    /// <summary>I7: what was acknowledged before something else was sent stands before it.</summary>
    public static void RealTime(Material material, Findings findings)
    {
        foreach (var room in material.Stories.Values.Where(story => story.Ack is not null).GroupBy(story => story.Room))
        {
            // From the highest place down: the earliest acknowledgement above must not be before this one's sending.
            Story? earliest = null;
            foreach (var story in room.OrderByDescending(story => story.Ack!.End!.Seq))
            {
                findings.Look();
                var isEarlier = earliest is not null && earliest.Ack!.Returned < story.First.Begun;
                if (isEarlier) findings.Violated("what was sent later stands before what was acknowledged already", earliest!.Ack, story.First, story.Ack == story.First ? null : story.Ack);
                if (earliest is null || story.Ack!.Returned < earliest.Ack!.Returned) earliest = story;
            }
        }
    }

    /// <summary>I8: what one tab sends to a room on its socket, several under way, stands in the order of the sending.</summary>
    public static void SessionOrder(Material material, Findings findings)
    {
        var sent = material.Stories.Values.Where(story => story.Ack is not null && story.First.Invoke.Conn is not null && !story.Attempts.Any(attempt => attempt.IsRefused));
        foreach (var lane in sent.GroupBy(story => (story.First.Invoke.Client, story.Room)))
        {
            Story? before = null;
            foreach (var story in lane.OrderBy(story => story.First.Invoke.N))
            {
                findings.Look();
                if (before is not null && story.Ack!.End!.Seq <= before.Ack!.End!.Seq) findings.Violated("two sends of one tab changed places", before.Ack, story.Ack);
                before = story;
            }
        }
    }

    /// <summary>I9: who reads after an own message was acknowledged sees a head that is not below it, in whichever tab and at whichever gateway.</summary>
    public static void ReadYourWrites(Material material, Findings findings)
    {
        var reads = Reads(material).ToLookup(read => (read.By.Invoke.User, read.Room));
        foreach (var own in material.Stories.Values.Where(story => story.Ack is not null).GroupBy(story => ((Guid?)story.User, story.Room)))
        {
            var acks = own.Select(story => story.Ack!).OrderBy(ack => ack.Returned).ToList();
            var (next, highest) = (0, default(Operation));
            foreach (var read in reads[own.Key].OrderBy(read => read.By.Begun))
            {
                for (; next < acks.Count && acks[next].Returned < read.By.Begun; next++)
                {
                    if (highest is null || acks[next].End!.Seq > highest.End!.Seq) highest = acks[next];
                }

                if (highest is null) continue;
                findings.Look();
                if (read.Top < highest.End!.Seq) findings.Violated("somebody read and did not see their own message", highest, read.By, $"the answer's head of {read.Room} is {read.Top}");
            }
        }
    }

    /// <summary>I10: how far a client has seen a room never falls, across its sockets and gateways.</summary>
    public static void Monotone(Material material, Findings findings)
    {
        var reads = Reads(material).ToLookup(read => (read.By.Invoke.Client, read.By.Invoke.N));
        foreach (var client in material.Clients)
        {
            var seen = new Dictionary<Guid, (long Top, HistoryLine Where)>();
            var before = new Dictionary<(long N, Guid Room), (long Top, HistoryLine Where)>();
            foreach (var line in client.Lines)
            {
                if (line is { Op: Op.Recv, Phase: Phase.Ok, Room: { } room, UpTo: { } upTo }) Raise(room, upTo, line);
                if (line.N is not { } n || line.Op is not (Op.History or Op.Changes or Op.Connect)) continue;

                foreach (var read in reads[(client.Name, n)])
                {
                    if (line.Phase == Phase.Invoke)
                    {
                        if (seen.TryGetValue(read.Room, out var known)) before[(n, read.Room)] = known;
                    }
                    else
                    {
                        findings.Look();
                        if (before.TryGetValue((n, read.Room), out var known) && read.Top < known.Top) findings.Violated("a room's head fell for a client", known.Where, read.By, $"the answer's head of {read.Room} is {read.Top}");
                        Raise(read.Room, read.Top, line);
                    }
                }
            }

            void Raise(Guid room, long top, HistoryLine where)
            {
                if (!seen.TryGetValue(room, out var known) || top > known.Top) seen[room] = (top, where);
            }
        }
    }

    /// <summary>Every answer that tells how far a room is.</summary>
    private static IEnumerable<(Operation By, Guid Room, long Top)> Reads(Material material)
    {
        foreach (var read in material.Of(Op.History).Concat(material.Of(Op.Changes)))
        {
            if (read is { IsOk: true, Invoke.Room: { } room, End.Top: { } top }) yield return (read, room, top);
        }

        foreach (var hello in material.Of(Op.Connect).Where(hello => hello.IsOk))
        {
            foreach (var cursor in hello.End!.Cursors ?? [])
            {
                if (cursor is { Gone: false, Top: { } top }) yield return (hello, cursor.Room, Math.Max(top, cursor.UpTo ?? 0));
            }
        }
    }
}

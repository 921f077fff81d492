namespace Rostra.Chaos;

/// <summary>What concerns one person: I14 and I16.</summary>
internal static class PersonChecks
{
    private const int UnreadMax = 100;

    /// <summary>I14: unread is what a recount of the log says, in every tab; a mark never falls.</summary>
    public static void Unread(Material material, Findings findings)
    {
        foreach (var count in material.Of(Op.Unread).Where(count => count is { IsOk: true, End.Unread: not null }))
        {
            findings.Look();
            var (user, answer) = (count.Invoke.User!.Value, count.End!);
            if (answer.Unread is < 0 or > UnreadMax) findings.Violated("an unread count is out of its bounds", count);
            if (material.Truth(answer.Room) is not { IsFromTables: true } truth || answer.Top is not { } top) continue;

            var expected = Recount(truth, user, answer.ReadSeq ?? 0, top);
            if (answer.Unread != expected) findings.Violated($"an unread count is not what the log says: {expected}", count, $"after {answer.ReadSeq}, up to {top}, by others, not deleted");
            if (count.Begun > material.FinalAt && ReadUpTo(truth, user) is { } read && read != answer.ReadSeq) findings.Violated("a read mark is not what the table has", count, $"mark, joining or own message: {read}");
        }

        foreach (var client in material.Clients) Marks(client, findings);
    }

    /// <summary>I16: after a revocation's answer, and a second, nothing is done or heard in that session.</summary>
    public static void Revoked(Material material, Findings findings)
    {
        var ofSession = material.Lines.Where(line => line.Sid is not null && line.Phase != Phase.Invoke && line.Op != Op.Close).ToLookup(line => line.Sid);
        var begun = material.Operations.ToLookup(operation => operation.Invoke.Sid);
        foreach (var revoke in material.Of(Op.Revoke).Where(revoke => revoke is { IsOk: true, Invoke.Target: not null }))
        {
            findings.Look();
            var from = revoke.Returned + Grace(material, revoke);
            foreach (var heard in ofSession[revoke.Invoke.Target].Where(line => line.Op is Op.Recv or Op.Moved && line.T > from && line.T > from + material.LagBetween(line.Client, from, line.T)))
            {
                findings.Violated("a session that was ended heard something", revoke, heard);
            }

            foreach (var done in begun[revoke.Invoke.Target].Where(operation => operation.IsOk && operation.Begun > from && operation != revoke))
            {
                findings.Violated("a session that was ended did something", revoke, done);
            }
        }
    }

    private static long Grace(Material material, Operation revoke)
    {
        var isNear = material.Faults.Any(fault => fault.From <= revoke.Returned + 1_000_000 && fault.To >= revoke.Begun - (long)(material.Facts.RecoverySeconds * 1e6));
        return (long)((isNear ? material.Facts.RevokedSecondsInFault : material.Facts.RevokedSeconds) * 1e6);
    }

    private static int Recount(RoomTruth truth, Guid user, long read, long top) => Math.Min(
        UnreadMax,
        truth.Log.Count(entry => entry.Kind == EntryKind.Posted && entry.Seq > read && entry.Seq <= top && entry.User != user && !(entry.Deleted && entry.Changed <= top)));

    private static long? ReadUpTo(RoomTruth truth, Guid user)
    {
        var own = truth.Log.LastOrDefault(entry => entry.Kind == EntryKind.Posted && entry.User == user)?.Seq ?? 0;
        var joined = truth.Stints(user) is [.., var stint] ? stint.From : 0;
        var mark = truth.Room.Marks.FirstOrDefault(mark => mark.User == user)?.Seq ?? 0;
        return Math.Max(own, Math.Max(joined, mark));
    }

    private static void Marks(ClientLines client, Findings findings)
    {
        // Told on one socket in its order; answered to a call that began after another answer.
        var told = new Dictionary<(int?, Guid?), HistoryLine>();
        var answered = new Dictionary<Guid, HistoryLine>();
        var before = new Dictionary<long, HistoryLine?>();
        foreach (var line in client.Lines.Where(line => line.Op is Op.Moved or Op.Read or Op.Unread && line.Phase is Phase.Invoke or Phase.Ok))
        {
            if (line.Op == Op.Moved)
            {
                findings.Look();
                if (told.TryGetValue((line.Conn, line.Room), out var last) && line.ReadSeq < last.ReadSeq) findings.Violated("a read mark fell", last, line);
                told[(line.Conn, line.Room)] = line;
            }
            else if (line.Phase == Phase.Invoke)
            {
                before[line.N ?? 0] = answered.GetValueOrDefault(line.Room ?? default);
            }
            else
            {
                findings.Look();
                if (before.GetValueOrDefault(line.N ?? 0) is { } last && line.ReadSeq < last.ReadSeq) findings.Violated("a read mark fell", last, line);
                var room = line.Room ?? default;
                if (!answered.TryGetValue(room, out var highest) || line.ReadSeq > highest.ReadSeq) answered[room] = line;
            }
        }
    }
}

namespace Rostra.Chaos;

/// <summary>
/// Numbers of a room that an interval did not list. A page shows a message once, at its last place, and a gateway that passes a page on cuts it where somebody
/// comes or goes: so that place may be in the interval after. What has no later place is missing at once; the rest must be listed by the end.
/// </summary>
internal sealed class Debts(RoomTruth? truth)
{
    private readonly List<(LogEntry Entry, HistoryLine Where)> _owed = [];

    public void Take(HistoryLine line, long after, long upTo, HashSet<long> listed, Findings findings)
    {
        if (truth is null) return;
        _owed.RemoveAll(owed => truth.Later(owed.Entry, upTo).Any(listed.Contains));
        for (var seq = after + 1; seq <= upTo; seq++)
        {
            if (listed.Contains(seq) || truth.At(seq) is not { } entry || truth.Later(entry, upTo).Any(listed.Contains)) continue;
            if (truth.Later(entry, long.MaxValue).Any()) _owed.Add((entry, line));
            else findings.Violated($"an interval misses number {seq}", line, entry);
        }
    }

    public void Close(long known, Findings findings)
    {
        foreach (var (entry, where) in _owed.Where(owed => truth!.Later(owed.Entry, known).Any())) findings.Violated($"an interval misses number {entry.Seq}", where, entry);
    }
}

namespace Rostra.Chaos;

/// <summary>A run, put in order for the checks: calls with their answers, messages with their attempts, rooms with their logs.</summary>
internal sealed class Material
{
    private readonly ILookup<Op, Operation> _operations;

    public Material(Run run)
    {
        (Facts, Lines) = (run.Facts, run.Lines);
        Clients = [.. run.Lines.GroupBy(line => line.Client).Select(lines => new ClientLines(lines.Key, [.. lines]))];
        var operations = Pair(run.Lines);
        Operations = operations;
        _operations = operations.ToLookup(operation => operation.Invoke.Op);
        Stories = Tell(Of(Op.Send));
        Edits = Of(Op.Edit).ToLookup(edit => (edit.Invoke.Room ?? default, edit.Invoke.Id ?? 0));
        Rooms = Truths(run);
        LoadAt = MarkAt(Marks.Load) ?? 0;
        FinalAt = MarkAt(Marks.Final) ?? long.MaxValue;
        HealedAt = MarkAt(Marks.Healed) ?? long.MaxValue;
        Lags = [.. run.Lines.Where(line => line.Op == Op.Lag).OrderBy(line => line.T)];
        Faults = FaultTimes(run.Lines);
    }

    public RunFacts Facts { get; }

    public IReadOnlyList<HistoryLine> Lines { get; }

    public IReadOnlyList<ClientLines> Clients { get; }

    public IReadOnlyList<Operation> Operations { get; }

    public IReadOnlyDictionary<(Guid Room, Guid User, Guid Cid), Story> Stories { get; }

    /// <summary>By room and message.</summary>
    public ILookup<(Guid Room, long Id), Operation> Edits { get; }

    public IReadOnlyDictionary<Guid, RoomTruth> Rooms { get; }

    /// <summary>When everybody was there, and faults began.</summary>
    public long LoadAt { get; }

    public long HealedAt { get; }

    public long FinalAt { get; }

    /// <summary>From when to when something was wrong with the cluster on purpose.</summary>
    public IReadOnlyList<(long From, long To)> Faults { get; }

    private IReadOnlyList<HistoryLine> Lags { get; }

    public IEnumerable<Operation> Of(Op op) => _operations[op];

    public RoomTruth? Truth(Guid? room) => room is { } id ? Rooms.GetValueOrDefault(id) : null;

    /// <summary>How long the driver, or this client of it, did not come to read, at most, between two moments: what it saw then may have come earlier.</summary>
    public long LagBetween(string client, long from, long to) => Lags.Where(lag => lag.Client is "driver" || lag.Client == client).Where(lag => lag.T >= from && lag.T - lag.Seq <= to).Select(lag => lag.Seq ?? 0).DefaultIfEmpty().Max();

    private long? MarkAt(string mark) => Lines.Where(line => line.Op == Op.Mark && line.Code == mark).Select(line => (long?)line.T).FirstOrDefault();

    private static List<Operation> Pair(IReadOnlyList<HistoryLine> lines)
    {
        var ends = new Dictionary<(string, long), HistoryLine>();
        foreach (var line in lines)
        {
            if (line is { N: { } n, Phase: not Phase.Invoke }) ends[(line.Client, n)] = line;
        }

        return [.. lines.Where(line => line is { N: not null, Phase: Phase.Invoke }).Select(line => new Operation(line, ends.GetValueOrDefault((line.Client, line.N!.Value))))];
    }

    private static Dictionary<(Guid, Guid, Guid), Story> Tell(IEnumerable<Operation> sends)
    {
        var stories = new Dictionary<(Guid, Guid, Guid), Story>();
        foreach (var send in sends.OrderBy(send => send.Begun))
        {
            var (room, user, cid) = (send.Invoke.Room ?? default, send.Invoke.User ?? default, send.Invoke.Cid ?? default);
            if (!stories.TryGetValue((room, user, cid), out var story)) stories[(room, user, cid)] = story = new(room, user, cid);
            story.Attempts.Add(send);
        }

        return stories;
    }

    private static Dictionary<Guid, RoomTruth> Truths(Run run)
    {
        var deleted = run.Rooms.Where(room => room.Deleted).ToDictionary(room => room.Room, _ => new SortedDictionary<long, LogEntry>());
        foreach (var line in run.Lines.Where(line => line.Op == Op.Recv && line.Room is { } room && deleted.ContainsKey(room)))
        {
            foreach (var seen in line.Events ?? [])
            {
                Learn(deleted[line.Room!.Value], seen, line.Source == Source.Live);
            }
        }

        return run.Rooms.ToDictionary(
            room => room.Room, room => room.Deleted ? new RoomTruth(room, [.. deleted[room.Room].Values], isFromTables: false) : new RoomTruth(room, room.Log, isFromTables: true));
    }

    /// <summary>A page shows a message once, at its last place: what stood at the place of its making is not told, but that the last one is a change of it. A gateway may pass a page on.</summary>
    private static void Learn(SortedDictionary<long, LogEntry> log, SeenEvent seen, bool isLive)
    {
        var isLast = seen.Kind == EntryKind.Changed || (seen.Kind == EntryKind.Posted && seen.Seq != seen.Id);
        if (isLast) log.TryAdd(seen.Seq, Entry(seen with { Kind = EntryKind.Changed }));
        else if (isLive || seen.Kind is EntryKind.Joined or EntryKind.Left or EntryKind.RoomDeleted)
        {
            if (!log.TryGetValue(seen.Seq, out var known) || known.Kind == EntryKind.Changed) log[seen.Seq] = Entry(seen);
        }
    }

    private static LogEntry Entry(SeenEvent seen) => new(seen.Seq, seen.Kind)
    {
        Id = seen.Id,
        Cid = seen.Cid,
        User = seen.User,
        Actor = seen.Kind is EntryKind.Posted or EntryKind.Joined or EntryKind.Left ? seen.User : null,
    };

    private static List<(long, long)> FaultTimes(IReadOnlyList<HistoryLine> lines)
    {
        var open = new Dictionary<string, long>();
        var times = new List<(long, long)>();
        foreach (var line in lines.Where(line => line.Op == Op.Fault).OrderBy(line => line.T))
        {
            if (line.Phase == Phase.Invoke) open[line.Code!] = line.T;
            else if (open.Remove(line.Code!, out var from)) times.Add((from, line.T));
        }

        times.AddRange(open.Values.Select(from => (from, long.MaxValue)));
        return times;
    }
}

/// <summary>What one client wrote down, in its order.</summary>
internal sealed record ClientLines(string Name, IReadOnlyList<HistoryLine> Lines);

/// <summary>The run's turning points, as the history names them.</summary>
internal static class Marks
{
    public const string Load = "load";
    public const string Healed = "healed";
    public const string Quiet = "quiet";
    public const string Final = "final";
}

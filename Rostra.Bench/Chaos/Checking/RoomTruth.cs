namespace Rostra.Chaos;

/// <summary>
/// What a room's log says: from the tables, or, for a room that was deleted and is being erased, put together from what its clients saw.
/// </summary>
internal sealed class RoomTruth
{
    private readonly Dictionary<long, LogEntry> _bySeq = [];
    private readonly Dictionary<Guid, List<(long From, long To)>> _stints = [];
    private readonly Dictionary<long, List<long>> _aboutMessage = [];
    private readonly Dictionary<(Guid, Guid), long> _placeOf = [];

    public RoomTruth(FinalRoom room, IReadOnlyList<LogEntry> log, bool isFromTables)
    {
        (Room, Log, IsFromTables) = (room, [.. log.OrderBy(entry => entry.Seq)], isFromTables);
        foreach (var entry in Log) Add(entry);
        IsWhole = isFromTables || (Log.Count > 0 && Log[0].Seq == 1 && Log[^1].Seq == Log.Count);
    }

    public FinalRoom Room { get; }

    public Guid Id => Room.Room;

    /// <summary>Ascending; two entries with one number, where that has happened, side by side.</summary>
    public IReadOnlyList<LogEntry> Log { get; }

    public bool IsFromTables { get; }

    /// <summary>Nothing is missing before the end, so that memberships can be read off it.</summary>
    public bool IsWhole { get; }

    public long Head => IsFromTables ? Room.Head : Log.Count == 0 ? 0 : Log[^1].Seq;

    public LogEntry? At(long seq) => _bySeq.GetValueOrDefault(seq);

    public bool IsMember(Guid user, long seq) => Stints(user).Any(stint => stint.From <= seq && seq < stint.To);

    /// <summary>The person's own leaving, or the end of the room for those in it.</summary>
    public bool IsRemovalOf(Guid user, long seq) => Stints(user).Any(stint => stint.To == seq);

    public bool ComesBackAfter(Guid user, long seq) => Stints(user).Any(stint => stint.From > seq);

    public IReadOnlyList<(long From, long To)> Stints(Guid user) => _stints.TryGetValue(user, out var stints) ? stints : [];

    public IEnumerable<Guid> MembersAtEnd => _stints.Where(stints => stints.Value[^1].To == long.MaxValue).Select(stints => stints.Key);

    /// <summary>Where the author's message of this name stands, if it does.</summary>
    public IEnumerable<long?> PlacesOf(Guid user, Guid cid) => _placeOf.TryGetValue((user, cid), out var seq) ? [seq] : [];

    /// <summary>Where the log is about the same thing once more, after one number and up to another: a page may show only that.</summary>
    public IEnumerable<long> Later(LogEntry entry, long upTo)
    {
        if (entry.Id is { } id && _aboutMessage.TryGetValue(id, out var seqs)) return seqs.Where(seq => seq > entry.Seq && seq <= upTo);
        return entry.Kind is EntryKind.RoomChanged or EntryKind.MemberChanged
            ? Log.Where(other => other.Kind == entry.Kind && other.User == entry.User && other.Seq > entry.Seq && other.Seq <= upTo).Select(other => other.Seq)
            : [];
    }

    /// <summary>Who was in the room, as folding its log tells, at each number where that changes.</summary>
    private void Add(LogEntry entry)
    {
        _bySeq.TryAdd(entry.Seq, entry);
        if (entry.Id is { } id)
        {
            if (!_aboutMessage.TryGetValue(id, out var seqs)) _aboutMessage[id] = seqs = [];
            seqs.Add(entry.Seq);
        }

        if (entry is { Kind: EntryKind.Posted, User: { } author, Cid: { } cid }) _placeOf.TryAdd((author, cid), entry.Seq);
        if (entry is { Kind: EntryKind.Joined, User: { } comes }) Begin(comes, entry.Seq);
        if (entry is { Kind: EntryKind.Left, User: { } goes }) End(goes, entry.Seq);
        if (entry.Kind == EntryKind.RoomDeleted)
        {
            foreach (var user in _stints.Keys) End(user, entry.Seq);
        }
    }

    private void Begin(Guid user, long seq)
    {
        if (!_stints.TryGetValue(user, out var stints)) _stints[user] = stints = [];
        if (stints.Count == 0 || stints[^1].To != long.MaxValue) stints.Add((seq, long.MaxValue));
    }

    private void End(Guid user, long seq)
    {
        if (_stints.TryGetValue(user, out var stints) && stints[^1].To == long.MaxValue) stints[^1] = (stints[^1].From, seq);
    }
}

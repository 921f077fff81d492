namespace Rostra.Chaos;

/// <summary>What a room's list says, and how it is shown.</summary>
internal sealed partial class World
{
    private IEnumerable<SeenEvent> Page(Guid room, long after)
    {
        var entries = Rooms[room].Where(entry => entry.Seq > after).ToList();
        return entries.Where(entry => entry.Id is null || !entries.Exists(other => other.Id == entry.Id && other.Seq > entry.Seq)).Select(entry => Show(room, entry));
    }

    private IEnumerable<SeenEvent> Messages(Guid room) => Rooms[room].Where(entry => entry.Kind == EntryKind.Posted).Select(entry => Show(room, entry));

    private SeenEvent Show(Guid room, LogEntry entry)
    {
        if (entry.Id is not { } id) return new(entry.Seq, entry.Kind) { User = entry.User };
        var message = Rooms[room][(int)id - 1];
        return new(entry.Seq, entry.Kind)
        {
            Id = id, Cid = message.Cid, User = message.User, Hash = message.Hash, Deleted = message.Deleted, Changed = message.Changed, Reactions = message.Reactions,
        };
    }

    private bool IsIn(Guid user, Guid room) => !_deleted.ContainsKey(room) && MembersOf(room).Contains(user);

    private HashSet<Guid> MembersOf(Guid room)
    {
        var members = new HashSet<Guid>();
        foreach (var entry in Rooms[room])
        {
            if (entry.Kind == EntryKind.Joined) members.Add(entry.User!.Value);
            if (entry.Kind == EntryKind.Left) members.Remove(entry.User!.Value);
        }

        return members;
    }

    private long Mark(Tab tab, Guid room) => Math.Max(
        tab.Read.GetValueOrDefault(room),
        Rooms[room].Last(entry => entry.Kind is EntryKind.Joined or EntryKind.Posted && entry.User == tab.User).Seq);

    private long Head(Guid room) => Rooms[room].Count;

    private long Next(Guid room) => Rooms[room].Count + 1;
}

namespace Rostra.Chaos;

/// <summary>
/// The simplest chat that keeps every promise: one list per room, everybody hears at once. What it writes down is a good history; tests then spoil it.
/// </summary>
internal sealed partial class World
{
    private readonly Dictionary<string, List<HistoryLine>> _files = [];
    private readonly List<Tab> _tabs = [];
    private readonly Dictionary<Guid, FinalRoom> _deleted = [];
    private long _now = 1_000_000;

    public Dictionary<Guid, List<LogEntry>> Rooms { get; } = [];

    public RunFacts Facts { get; set; } = new();

    /// <summary>Everything, client by client; may be changed.</summary>
    public List<HistoryLine> Lines => [.. _files.Values.SelectMany(file => file)];

    public Run Run() => new(Facts, Lines, [.. Rooms.Select(room => Final(room.Key))]);

    public Tab Person(string name, Guid? user = null)
    {
        var tab = new Tab(name, user ?? Guid.NewGuid());
        _tabs.Add(tab);
        Open(tab);
        return tab;
    }

    public Guid Make(Tab owner)
    {
        var room = Guid.NewGuid();
        Rooms[room] = [];
        Call(owner, Op.Make, room, () => Append(room, new(1, EntryKind.Joined) { User = owner.User, Actor = owner.User }).Seq);
        foreach (var tab in _tabs.Where(tab => tab.User == owner.User)) Load(tab, room);
        return room;
    }

    public void Join(Tab tab, Guid room)
    {
        var entry = default(LogEntry);
        Call(tab, Op.Join, room, () => (entry = Append(room, new(Next(room), EntryKind.Joined) { User = tab.User, Actor = tab.User })).Seq);
        foreach (var one in _tabs.Where(one => one.User == tab.User && one.IsOpen)) Load(one, room);
        Hear(room, entry!, except: tab.User);
    }

    public void Leave(Tab tab, Guid room)
    {
        var entry = default(LogEntry);
        var hearers = Hearers(room);
        Call(tab, Op.Leave, room, () => (entry = Append(room, new(Next(room), EntryKind.Left) { User = tab.User, Actor = tab.User })).Seq);
        Hear(hearers, room, entry!);
        foreach (var one in _tabs.Where(one => one.User == tab.User)) one.Known.Remove(room);
    }

    /// <summary>The message's place; a client id that is there already answers the first.</summary>
    public long Say(Tab tab, Guid room, string text, Guid? cid = null)
    {
        var name = cid ?? Guid.NewGuid();
        var entry = cid is null ? null : Rooms[room].Find(entry => entry.User == tab.User && entry.Cid == name);
        var isNew = entry is null;
        Call(tab, Op.Send, room, () =>
        {
            entry ??= Append(room, new(Next(room), EntryKind.Posted) { Id = Next(room), Cid = name, User = tab.User, Actor = tab.User, Hash = Digest.OfText(text), Changed = Next(room) });
            return entry.Seq;
        }, line => line with { Cid = name, Hash = Digest.OfText(text) });
        if (isNew) Hear(room, entry!);
        return entry!.Seq;
    }

    /// <summary>An attempt of which nobody knows what came of it; the message may be kept all the same.</summary>
    public void SayIntoTheVoid(Tab tab, Guid room, string text, Guid cid, bool isKept)
    {
        var n = tab.NextN();
        Write(tab, new() { Client = tab.Name, Op = Op.Send, N = n, Room = room, Cid = cid, Hash = Digest.OfText(text) });
        if (isKept) Hear(room, Append(room, new(Next(room), EntryKind.Posted) { Id = Next(room), Cid = cid, User = tab.User, Actor = tab.User, Hash = Digest.OfText(text), Changed = Next(room) }));
        Write(tab, new() { Client = tab.Name, Op = Op.Send, Phase = Phase.Info, N = n, Room = room });
    }

    /// <summary>An attempt that is refused under that code.</summary>
    public void SayInVain(Tab tab, Guid room, string text, Guid cid, string code)
    {
        var n = tab.NextN();
        Write(tab, new() { Client = tab.Name, Op = Op.Send, N = n, Room = room, Cid = cid, Hash = Digest.OfText(text) });
        Write(tab, new() { Client = tab.Name, Op = Op.Send, Phase = Phase.Fail, N = n, Room = room, Code = code });
    }

    public void Change(Tab tab, Guid room, long id, EntryKind kind, string text = "")
    {
        var (hash, op) = (Digest.OfText(text), kind switch { EntryKind.Edited => Op.Edit, EntryKind.Deleted => Op.Delete, _ => Op.React });
        var entry = default(LogEntry);
        Call(tab, op, room, () =>
        {
            var at = Rooms[room].FindIndex(one => one.Seq == id);
            var message = Rooms[room][at];
            Rooms[room][at] = message with
            {
                Changed = Next(room),
                Hash = kind == EntryKind.Edited ? hash : kind == EntryKind.Deleted ? null : message.Hash,
                Deleted = kind == EntryKind.Deleted,
                Reactions = kind == EntryKind.Reacted ? "👍1" : kind is EntryKind.Unreacted or EntryKind.Deleted ? null : message.Reactions,
            };
            return (entry = Append(room, new(Next(room), kind) { Id = id, Actor = tab.User })).Seq;
        }, line => line with { Id = id, Hash = kind == EntryKind.Edited ? hash : null });
        Hear(room, entry!);
    }

    public void Drop(Tab tab, Guid room)
    {
        var entry = default(LogEntry);
        var hearers = Hearers(room);
        Call(tab, Op.Drop, room, () => (entry = Append(room, new(Next(room), EntryKind.RoomDeleted) { Actor = tab.User })).Seq);
        Hear(hearers, room, entry!);
        _deleted[room] = new FinalRoom(room, entry!.Seq, true);
        foreach (var one in _tabs) one.Known.Remove(room);
    }

    public void Cut(Tab tab)
    {
        Write(tab, new() { Client = tab.Name, Op = Op.Close });
        tab.IsOpen = false;
    }

    /// <summary>Says hello with its cursors and is told all that it missed, each message once.</summary>
    public void Open(Tab tab)
    {
        (tab.IsOpen, tab.Conn) = (true, tab.Conn + 1);
        var n = tab.NextN();
        Write(tab, new() { Client = tab.Name, Op = Op.Connect, N = n });
        var cursors = Rooms.Keys.Where(room => IsIn(tab.User, room)).Select(room => new Cursor(room, Known(tab, room), Known(tab, room), Head(room), Top: Head(room))).ToArray();
        Write(tab, new() { Client = tab.Name, Op = Op.Connect, Phase = Phase.Ok, N = n, Cursors = cursors });
        foreach (var cursor in cursors.Where(cursor => cursor.UpTo > cursor.After))
        {
            if (cursor.After == 0) Load(tab, cursor.Room);
            else Apply(tab, cursor.Room, Source.Hello, cursor.After!.Value, [.. Page(cursor.Room, cursor.After.Value)]);
        }
    }

    public void ReadUpTo(Tab tab, Guid room)
    {
        tab.Read[room] = Head(room);
        foreach (var one in _tabs.Where(one => one.User == tab.User)) one.Read[room] = Head(room);
        CountUnread(tab, room, Op.Read);
    }

    public void CountUnread(Tab tab, Guid room, Op op = Op.Unread)
    {
        var n = tab.NextN();
        Write(tab, new() { Client = tab.Name, Op = op, N = n, Room = room });
        var read = Mark(tab, room);
        var unread = Math.Min(100, Rooms[room].Count(entry => entry.Kind == EntryKind.Posted && entry.Seq > read && entry.User != tab.User && !entry.Deleted));
        Write(tab, new() { Client = tab.Name, Op = op, Phase = Phase.Ok, N = n, Room = room, Top = op == Op.Unread ? Head(room) : null, ReadSeq = read, Unread = op == Op.Unread ? unread : null });
    }

    public void Look(Tab tab, Guid room)
    {
        var n = tab.NextN();
        Write(tab, new() { Client = tab.Name, Op = Op.History, N = n, Room = room });
        Write(tab, new() { Client = tab.Name, Op = Op.History, Phase = Phase.Ok, N = n, Room = room, Top = Head(room), Events = [.. Messages(room)] });
    }

    /// <summary>The other session of the same person ends.</summary>
    public void Revoke(Tab by, Tab other)
    {
        var n = by.NextN();
        Write(by, new() { Client = by.Name, Op = Op.Revoke, N = n, Target = other.Sid });
        Write(by, new() { Client = by.Name, Op = Op.Revoke, Phase = Phase.Ok, N = n, Target = other.Sid });
        Cut(other);
    }

    public void Fault(string name)
    {
        Write("nemesis", new() { Client = "nemesis", Op = Op.Fault, Code = name });
        Pass(2);
        Write("nemesis", new() { Client = "nemesis", Op = Op.Fault, Phase = Phase.Ok, Code = name });
    }

    public void Note(HistoryLine line) => Write(line.Client, line);

    public void Reach(string mark) => Write("nemesis", new() { Client = "nemesis", Op = Op.Mark, Phase = Phase.Ok, Code = mark });

    public void Pass(double seconds) => _now += (long)(seconds * 1e6);

    /// <summary>Everybody is there.</summary>
    public void Begin()
    {
        Use(handles: 50);
        Reach(Marks.Load);
        Use(handles: 50);
    }

    public void Use(long handles, long bytes = 1000) => Note(new() { Client = "silo", Op = Op.Usage, Phase = Phase.Ok, Seq = bytes, Top = handles });

    /// <summary>Healed, quiet, and then everybody shows what they hold.</summary>
    public void End(Action? afterHealing = null)
    {
        Reach(Marks.Healed);
        Pass(15);
        afterHealing?.Invoke();
        Reach(Marks.Quiet);
        Pass(15);
        Reach(Marks.Final);
        foreach (var tab in _tabs.Where(tab => tab.IsOpen))
        {
            foreach (var room in Rooms.Keys.Where(room => IsIn(tab.User, room)))
            {
                CountUnread(tab, room);
                var hash = Digest.Together(Digest.OfMessages(Messages(room)), Digest.OfMembers(MembersOf(room)));
                Write(tab, new() { Client = tab.Name, Op = Op.View, Phase = Phase.Ok, Room = room, Seq = Known(tab, room), Hash = hash, Fresh = hash });
            }
        }

        foreach (var room in Rooms.Keys) Write("nemesis", new() { Client = "nemesis", Op = Op.Presence, Phase = Phase.Ok, Room = room });
        Use(handles: 50);
    }

    private FinalRoom Final(Guid room) => _deleted.GetValueOrDefault(room) ?? new FinalRoom(room, Head(room), false)
    {
        Log = Rooms[room],
        Members = [.. MembersOf(room).Select(user => new Stint(user, Rooms[room].Last(entry => entry.Kind == EntryKind.Joined && entry.User == user).Seq, null))],
        Marks = [.. _tabs.DistinctBy(tab => tab.User).Where(tab => tab.Read.ContainsKey(room)).Select(tab => new ReadMark(tab.User, tab.Read[room]))],
    };

    private void Call(Tab tab, Op op, Guid room, Func<long> act, Func<HistoryLine, HistoryLine>? tell = null)
    {
        var n = tab.NextN();
        var line = new HistoryLine { Client = tab.Name, Op = op, N = n, Room = room };
        Write(tab, tell?.Invoke(line) ?? line);
        Pass(0.001);
        var seq = act();
        Write(tab, new() { Client = tab.Name, Op = op, Phase = Phase.Ok, N = n, Room = room, Seq = seq });
    }

    private LogEntry Append(Guid room, LogEntry entry)
    {
        Rooms[room].Add(entry);
        return entry;
    }

    private void Hear(Guid room, LogEntry entry, Guid? except = null) => Hear([.. Hearers(room).Where(tab => tab.User != except)], room, entry);

    private void Hear(List<Tab> hearers, Guid room, LogEntry entry)
    {
        foreach (var tab in hearers) Apply(tab, room, Source.Live, entry.Seq - 1, [Show(room, entry)]);
    }

    private List<Tab> Hearers(Guid room) => [.. _tabs.Where(tab => tab.IsOpen && tab.Known.ContainsKey(room))];

    private void Apply(Tab tab, Guid room, Source source, long after, SeenEvent[] events)
    {
        tab.Known[room] = source == Source.Live ? events[^1].Seq : Head(room);
        Write(tab, new() { Client = tab.Name, Op = Op.Recv, Phase = Phase.Ok, Room = room, Source = source, After = after, UpTo = tab.Known[room], Events = events });
    }

    private void Load(Tab tab, Guid room)
    {
        Write(tab, new() { Client = tab.Name, Op = Op.Recv, Phase = Phase.Info, Room = room, Source = Source.Live, Code = "roomJoined", Top = Head(room) });
        tab.Known[room] = Head(room);
        Write(tab, new() { Client = tab.Name, Op = Op.Recv, Phase = Phase.Ok, Room = room, Source = Source.Reset, UpTo = Head(room), Events = [.. Messages(room)] });
    }

    private static long Known(Tab tab, Guid room) => tab.Known.GetValueOrDefault(room);

    private void Write(Tab tab, HistoryLine line) => Write(tab.Name, line with { User = tab.User, Sid = tab.Sid, Conn = tab.Conn });

    private void Write(string client, HistoryLine line)
    {
        if (!_files.TryGetValue(client, out var file)) _files[client] = file = [];
        file.Add(line with { T = _now++ });
    }
}

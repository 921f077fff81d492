using System.Collections.Immutable;
using Rostra.History;
using Rostra.Messages;
using Rostra.Rooms;
using Rostra.Users;

namespace Rostra.Realtime;

/// <summary>A room as simple as can be: its log, from which everything else follows by replay.</summary>
internal sealed class RoomModel
{
    public static readonly Guid RoomId = Guid.Parse("11111111-1111-1111-1111-111111111111");
    public static readonly ImmutableArray<UserRef> Users = [.. Enumerable.Range(0, 4).Select(at => new UserRef(new Guid(at + 1, 0, 0, new byte[8]), $"user{at}"))];
    public static readonly Guid Epoch = Guid.Parse("22222222-2222-2222-2222-222222222222");

    private readonly Dictionary<long, Message> _now = [];

    public List<RoomEvent> Log { get; } = [];

    public long Head => Log.Count;

    public HashSet<Guid> Members { get; } = [];

    public Guid Activation { get; set; } = Guid.NewGuid();

    public void Post(UserRef by)
    {
        var message = new Message(RoomId, Head + 1, Guid.NewGuid(), by, $"text {Head + 1}", default, null, null, [], Head + 1);
        _now[message.Id] = message;
        Log.Add(new MessagePosted(Head + 1, message));
    }

    public void Edit(int which)
    {
        if (_now.Count > 0)
        {
            var message = _now.Values.ElementAt(which % _now.Count) with { Text = $"edited {Head + 1}", ChangedSeq = Head + 1 };
            _now[message.Id] = message;
            Log.Add(new MessageChanged(Head + 1, message, message.Author.Id, MessageChange.Edited));
        }
    }

    public void Toggle(UserRef user)
    {
        if (Members.Remove(user.Id))
        {
            Log.Add(new MemberLeft(Head + 1, user));
        }
        else
        {
            Members.Add(user.Id);
            Log.Add(new MemberJoined(Head + 1, new Member(user, RoomRole.Member, default, null, Head + 1)));
        }
    }

    public RoomBatch Batch(long after)
    {
        ImmutableArray<RoomEvent> events = [.. Log.Skip((int)after)];
        return new(RoomId, Activation, after, Head, events, events.OfType<MemberJoined>().Any() ? Room : null);
    }

    public Room Room => new(RoomId, "room", null, Users[0], default, Members.Count, 0, Head, 1, default);

    public RoomPosition Position(ImmutableArray<Guid> users) => new(Epoch, Activation, Head, [.. users.Where(user => !Members.Contains(user))], PresencePosition.Nowhere);

    /// <summary>What is, not what was: each message once, as it now is, at its last place on the page.</summary>
    public Changes Page(long after, int limit)
    {
        var entries = Log.Skip((int)after).Take(limit).ToList();
        var upTo = entries.Count == 0 ? Head : entries[^1].Seq;
        var lastPlaces = entries.Where(entry => entry.Message is not null).GroupBy(entry => entry.Message!.Id).ToDictionary(group => group.Key, group => group.Max(entry => entry.Seq));
        var events = entries.Where(entry => entry.Message is not { } message || lastPlaces[message.Id] == entry.Seq).Select(entry => entry.Message is not { } message ? entry
            : message.Id > after ? new MessagePosted(entry.Seq, _now[message.Id])
            : (RoomEvent)new MessageChanged(entry.Seq, _now[message.Id]));
        return new Changes(Epoch, after, upTo, [.. events], Head, upTo < Head, null, Room);
    }

    /// <summary>All messages as they were at a seq.</summary>
    public Dictionary<long, Message> At(long seq)
    {
        Dictionary<long, Message> state = [];
        foreach (var message in Log.Take((int)seq).OfMessages())
        {
            state[message.Id] = message;
        }

        return state;
    }

    public bool WasMember(Guid userId, long seq) => Log.Take((int)seq).Aggregate(false, (inside, happened) => happened switch
    {
        MemberJoined joined when joined.Member.User.Id == userId => true,
        MemberLeft left when left.User.Id == userId => false,
        _ => inside,
    });
}

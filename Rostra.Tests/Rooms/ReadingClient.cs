using Rostra.History;
using Rostra.Messages;
using Xunit;

namespace Rostra.Rooms;

/// <summary>A client that keeps the contract's interval rule and nothing more: it misses batches, pages through what it lacks, and must end up equal.</summary>
internal sealed class ReadingClient(Guid roomId, Guid userId, IHistoryGrain history)
{
    private readonly SortedDictionary<long, Message> _messages = [];
    private Room? _room;
    private readonly Dictionary<Guid, Member> _members = [];
    private long _known;

    public IEnumerable<Message> Messages => _messages.Values;

    public IEnumerable<Guid> Members => _members.Keys;

    public Guid Owner => _members.Values.Single(member => member.Role is RoomRole.Owner).User.Id;

    /// <summary>A room changes with whoever becomes its owner.</summary>
    public long RoomChangedSeq => Math.Max(_members[Owner].ChangedSeq, _room?.ChangedSeq ?? 0);

    public int? SlowModeSeconds => _room?.SlowModeSeconds;

    public IEnumerable<(Guid, DateTimeOffset?)> Mutes => _members.Values.Select(member => (member.User.Id, member.MutedUntil));

    /// <param name="missed">It never arrives.</param>
    /// <param name="limit">Entries on each page, should it have to catch up.</param>
    public async Task Hear(long after, long upTo, IReadOnlyList<RoomEvent> events, bool missed, int limit)
    {
        if (missed || upTo <= _known)
        {
            return;
        }
        while (after > _known)
        {
            await Page(limit);
        }
        Apply(upTo, events);
    }

    public async Task CatchUp(long head)
    {
        while (_known < head)
        {
            await Page(500);
        }
        Assert.Equal(head, _known);
    }

    private async Task Page(int limit)
    {
        var changes = (await history.Changes(roomId, userId, _known, limit)).Value!;
        Assert.Equal(_known, changes.After);
        Assert.True(changes.UpTo > _known);
        Assert.Equal(changes.UpTo < changes.LastSeq, changes.More);
        Apply(changes.UpTo!.Value, changes.Events!.Value);
    }

    private void Apply(long upTo, IReadOnlyList<RoomEvent> events)
    {
        foreach (var happened in events.Where(one => one.Seq > _known))
        {
            switch (happened)
            {
                case MessagePosted posted:
                    Upsert(posted.Message);
                    break;
                case MessageChanged changed:
                    Upsert(changed.Message);
                    break;
                case MemberJoined joined:
                    Upsert(joined.Member);
                    break;
                case MemberChanged changed:
                    Upsert(changed.Member);
                    break;
                case RoomChanged { Room: var room } when _room is null || _room.ChangedSeq < room.ChangedSeq:
                    _room = room;
                    break;
                case MemberLeft left:
                    _members.Remove(left.User.Id);
                    break;
            }
        }
        _known = upTo;
    }

    private void Upsert(Member member)
    {
        if (!_members.TryGetValue(member.User.Id, out var known) || known.ChangedSeq < member.ChangedSeq)
        {
            _members[member.User.Id] = member;
        }
    }

    private void Upsert(Message message)
    {
        if (!_messages.TryGetValue(message.Id, out var known) || known.ChangedSeq < message.ChangedSeq)
        {
            _messages[message.Id] = message;
        }
    }
}

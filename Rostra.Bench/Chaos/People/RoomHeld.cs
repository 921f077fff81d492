namespace Rostra.Chaos;

/// <summary>A room as one window holds it: what it was told, applied by the contract's rules.</summary>
internal sealed class RoomHeld(Guid room)
{
    private readonly Dictionary<long, SeenEvent> _messages = [];
    private readonly Dictionary<Guid, (bool IsIn, long Version)> _members = [];

    public Guid Room { get; } = room;

    public long Known { get; private set; }

    /// <summary>The person is a member, as far as this window was told.</summary>
    public bool IsMine { get; set; } = true;

    public string? Role { get; set; }

    /// <summary>False: something before the interval is missing.</summary>
    public bool Joins(long after) => after <= Known;

    public void Apply(long upTo, IEnumerable<SeenEvent> events)
    {
        foreach (var seen in events.Where(seen => seen.Seq > Known))
        {
            if (seen.Id is not null) Keep(seen);
            if (seen is { Kind: EntryKind.Joined or EntryKind.Left, User: { } user }) Keep(user, seen.Kind == EntryKind.Joined, seen.Seq);
        }

        Known = Math.Max(Known, upTo);
    }

    public void Reset(long seq, IEnumerable<SeenEvent> messages, IEnumerable<WireMember> members)
    {
        _messages.Clear();
        _members.Clear();
        foreach (var message in messages) Keep(message);
        foreach (var member in members) Keep(member.User.Id, true, member.ChangedSeq);
        Known = seq;
    }

    public SeenEvent? Any(Random random, Func<SeenEvent, bool> which)
    {
        var possible = _messages.Values.Where(message => !message.Deleted && which(message)).ToList();
        return possible.Count == 0 ? null : possible[random.Next(possible.Count)];
    }

    public IEnumerable<Guid> Members => _members.Where(member => member.Value.IsIn).Select(member => member.Key);

    public long Digest() => Chaos.Digest.Together(Chaos.Digest.OfMessages(_messages.Values), Chaos.Digest.OfMembers(Members));

    /// <summary>A few of the messages that are not as a fresh load has them.</summary>
    public IEnumerable<SeenEvent> Differences(IReadOnlyCollection<SeenEvent> fresh) =>
        fresh.Where(message => _messages.GetValueOrDefault(message.Id!.Value) is not { } mine || mine with { Seq = message.Seq, Kind = message.Kind } != message)
            .SelectMany(message => new[] { message, _messages.GetValueOrDefault(message.Id!.Value) })
            .OfType<SeenEvent>().Take(4);

    private void Keep(SeenEvent message)
    {
        if (!_messages.TryGetValue(message.Id!.Value, out var mine) || message.Changed > mine.Changed) _messages[message.Id.Value] = message;
    }

    private void Keep(Guid user, bool isIn, long version)
    {
        if (!_members.TryGetValue(user, out var mine) || version > mine.Version) _members[user] = (isIn, version);
    }
}

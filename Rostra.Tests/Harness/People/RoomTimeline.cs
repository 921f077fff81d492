using System.Text.Json;

namespace Rostra.Testing;

/// <param name="ChangedSeq">Of two versions of a message the one with the higher wins.</param>
public sealed record SeenMessage(long Id, Guid ClientId, Guid AuthorId, string Text, bool IsDeleted, long ChangedSeq);

/// <summary>A room as one tab knows it, by the contract's interval rule alone. What breaks the rule is written down as a fault.</summary>
public sealed class RoomTimeline
{
    private readonly SortedDictionary<long, SeenMessage> _messages = [];
    private readonly List<string> _faults = [];

    /// <summary>The room is known up to here.</summary>
    public long Known { get; private set; }

    /// <summary>The head that somebody has spoken of.</summary>
    public long Wanted { get; private set; }

    /// <summary>Null: a member. Else the seq of one's own leaving, or of the room's end.</summary>
    public long? LeftAt { get; private set; }

    /// <summary>How often I have come in.</summary>
    public int Entries { get; private set; }

    /// <summary>There is no use in asking for what is missing.</summary>
    public bool IsShutOut { get; private set; }

    /// <summary>Seqs that live batches brought, in the order they came.</summary>
    public List<long> Live { get; } = [];

    public IReadOnlyDictionary<long, SeenMessage> Messages => _messages;

    /// <summary>What should never have come.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <returns>Whether something before it is missing.</returns>
    public bool Apply(JsonElement interval, bool isLive)
    {
        var (after, upTo) = (interval.GetProperty("after").GetInt64(), interval.GetProperty("upTo").GetInt64());
        var events = interval.Events.ToList();
        if (isLive)
        {
            CheckLive(after, upTo, events);
        }

        Wanted = Math.Max(Wanted, upTo);
        if (upTo <= Known || after > Known)
        {
            return after > Known;
        }

        foreach (var happened in events.Where(happened => happened.GetProperty("seq").GetInt64() > Known))
        {
            if (isLive)
            {
                Live.Add(happened.GetProperty("seq").GetInt64());
            }

            if (happened.TryGetProperty("message", out var message))
            {
                Take(message);
            }
        }

        Known = upTo;
        return false;
    }

    /// <summary>The newest page, where the rest is too long ago to be told.</summary>
    public void StartFrom(JsonElement page)
    {
        _messages.Clear();
        foreach (var message in page.GetProperty("messages").EnumerateArray())
        {
            Take(message);
        }

        Known = page.GetProperty("lastSeq").GetInt64();
    }

    /// <summary>A member as of this seq; a page that was asked for before I left again tells it too late.</summary>
    public void Enter(long lastSeq)
    {
        Wanted = Math.Max(Wanted, lastSeq);
        if (!(LeftAt > lastSeq))
        {
            (LeftAt, Entries, IsShutOut) = (null, Entries + 1, false);
        }
    }

    public void Leave(long seq) => LeftAt = seq;

    /// <summary>
    /// The room let me read nothing. What was said before I left may still be on its way to this tab: the answer overtakes it, and where I left is told by the socket.
    /// </summary>
    /// <param name="entries">What <see cref="Entries"/> was when the room was asked: whoever has come in since is in.</param>
    public void ShutOut(int entries) => IsShutOut |= entries == Entries;

    public override string ToString() => $"known up to {Known} of {Wanted}{(LeftAt is { } left ? $", left at {left}" : "")}: " +
        (_messages.Count == 0 ? "no message" : string.Join(", ", _messages.Values.TakeLast(10).Select(message => $"{message.Id} '{message.Text}'")));

    private void CheckLive(long after, long upTo, List<JsonElement> events)
    {
        if (LeftAt is { } left && upTo > left)
        {
            _faults.Add($"Left at {left}, and heard {after}..{upTo}.");
        }

        // A page that a gateway had to fetch tells each message once, so only seqs that are there can be held against it.
        var seqs = events.Select(happened => happened.GetProperty("seq").GetInt64()).ToList();
        if (seqs.Zip(seqs.Skip(1)).Any(pair => pair.First >= pair.Second) || seqs.Any(seq => seq <= after || seq > upTo))
        {
            _faults.Add($"The batch {after}..{upTo} lists {string.Join(", ", seqs)}.");
        }
    }

    private void Take(JsonElement message)
    {
        var seen = new SeenMessage(
            message.GetProperty("id").GetInt64(),
            message.GetProperty("clientId").GetGuid(),
            message.GetProperty("author").GetProperty("id").GetGuid(),
            message.GetProperty("text").GetString()!,
            message.TryGetProperty("deletedAt", out _),
            message.GetProperty("changedSeq").GetInt64());
        if (!_messages.TryGetValue(seen.Id, out var known) || known.ChangedSeq <= seen.ChangedSeq)
        {
            _messages[seen.Id] = seen;
        }
    }
}

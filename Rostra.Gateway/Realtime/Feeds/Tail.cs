using Rostra.Messages;
using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>The end of a room's log, kept folded: each message once, as it now is, at its last place. From it, who was away shortly catches up without the database.</summary>
internal sealed class Tail(TailBudget budget)
{
    public const int EntriesMax = 200;

    // Front entries are dropped in blocks, because a list shifts all others.
    private const int Slack = 50;
    private const long EntryBytes = 400;

    private readonly List<RoomEvent> _entries = [];
    private long _bytes;

    /// <summary>It reaches back to here: everything after it is there, up to <see cref="End"/>.</summary>
    public long Start { get; private set; }

    public long End { get; private set; }

    public void Begin(long seq)
    {
        Clear();
        Start = End = seq;
    }

    public void Clear()
    {
        budget.GiveBack(_bytes);
        _bytes = 0;
        _entries.Clear();
        Start = End;
    }

    public void Append(Interval interval)
    {
        foreach (var happened in interval.Events)
        {
            Keep(happened);
            End = happened.Seq;
        }

        End = interval.UpTo;
        if (_entries.Count > EntriesMax + Slack)
        {
            DropFront(_entries.Count - EntriesMax);
        }
    }

    /// <summary>Extends it to the front with a page of the log that joins it.</summary>
    public void Prepend(long after, IEnumerable<RoomEvent> events)
    {
        var known = _entries.OfMessages().Select(message => message.Id).ToHashSet();
        var older = events.Where(happened => happened.Seq <= Start && !(happened.Message is { } message && known.Contains(message.Id))).ToList();
        var bytes = older.Sum(Size);
        if (after >= Start || !budget.TryTake(bytes))
        {
            return;
        }

        _bytes += bytes;
        _entries.InsertRange(0, older);
        Start = after;
    }

    /// <summary>Forgets what has been removed from the log; from before that nobody catches up without loading the room again.</summary>
    public void Trim(long upTo)
    {
        for (var at = _entries.Count - 1; at >= 0; at--)
        {
            if (_entries[at].Seq <= upTo || _entries[at].Message?.Id <= upTo)
            {
                Remove(at);
            }
        }

        Start = Math.Min(Math.Max(Start, upTo), End);
    }

    /// <summary>The messages in it, as they are at <see cref="End"/>.</summary>
    public IEnumerable<Message> Messages => _entries.OfMessages();

    public bool ReachesTo(long after) => after >= Start && after <= End;

    /// <summary>What is after the seq, for a seq that it reaches to.</summary>
    public ImmutableArray<RoomEvent> Fold(long after) => [.. _entries.After(after)];

    private void Keep(RoomEvent happened)
    {
        if (happened is MessageChanged { Message.Id: var id })
        {
            Remove(_entries.FindLastIndex(entry => entry.Message?.Id == id));
        }

        var bytes = Size(happened);
        while (!budget.TryTake(bytes))
        {
            if (_entries.Count == 0)
            {
                Start = happened.Seq;
                return;
            }

            DropFront(Math.Min(Slack, _entries.Count));
        }

        _bytes += bytes;
        _entries.Add(happened);
    }

    private void DropFront(int count)
    {
        Start = _entries[count - 1].Seq;
        var bytes = _entries.Take(count).Sum(Size);
        _entries.RemoveRange(0, count);
        _bytes -= bytes;
        budget.GiveBack(bytes);
    }

    private void Remove(int at)
    {
        if (at < 0)
        {
            return;
        }

        var bytes = Size(_entries[at]);
        _entries.RemoveAt(at);
        _bytes -= bytes;
        budget.GiveBack(bytes);
    }

    private static long Size(RoomEvent happened) => happened.Message is { } message
        ? EntryBytes + (2L * message.Text.Length) + message.Reactions.Sum(reaction => 64L + (16L * reaction.UserIds.Length))
        : EntryBytes;
}

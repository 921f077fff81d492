using Rostra.Messages;
using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>A stretch of a room's log.</summary>
/// <param name="Room">The room at <paramref name="UpTo"/>, where somebody joins in it.</param>
/// <param name="IsFolded">Read back from the log: shows messages as they now are, perhaps newer than <paramref name="UpTo"/>.</param>
internal sealed record Interval(long After, long UpTo, ImmutableArray<RoomEvent> Events, Room? Room = null, bool IsFolded = false)
{
    /// <summary>The newest message version in it.</summary>
    public long NewestChange => Events.OfMessages().Select(message => message.ChangedSeq).DefaultIfEmpty().Max();

    /// <summary>Makes one of each run of neighbours that nobody joins in.</summary>
    public static void Unite(List<Interval> intervals)
    {
        var (kept, at) = (0, 0);
        while (at < intervals.Count)
        {
            var end = at + 1;
            while (end < intervals.Count && intervals[at].IsPlain && intervals[end].IsPlain && intervals[end].After == intervals[end - 1].UpTo)
            {
                end++;
            }

            intervals[kept++] = end == at + 1 ? intervals[at] : new(intervals[at].After, intervals[end - 1].UpTo, [.. intervals[at..end].SelectMany(interval => interval.Events)]);
            at = end;
        }

        intervals.RemoveRange(kept, intervals.Count - kept);
    }

    private bool IsPlain => Room is null && !IsFolded;

    /// <summary>What is newer than a seq, for those who know the room up to there.</summary>
    public Interval From(long seq) => seq <= After ? this : this with
    {
        After = seq,
        Events = IsFolded ? [.. Events.After(seq)] : [.. Events.Where(happened => happened.Seq > seq)],
    };
}

/// <summary>"What is, not what was", for events of which each message is already there only once.</summary>
internal static class Folding
{
    extension(IEnumerable<RoomEvent> events)
    {
        /// <summary>A message made after the seq is posted; an older one has changed.</summary>
        public IEnumerable<RoomEvent> After(long seq) => events.Where(happened => happened.Seq > seq).Select(happened => happened switch
        {
            MessagePosted posted when posted.Message.Id <= seq => new MessageChanged(posted.Seq, posted.Message),
            MessageChanged changed when changed.Message.Id > seq => new MessagePosted(changed.Seq, changed.Message),
            MessageChanged { Change: not null } live => new MessageChanged(live.Seq, live.Message),
            _ => happened,
        });

        public IEnumerable<Message> OfMessages() => events.Select(happened => happened.Message).OfType<Message>();
    }

    extension(RoomEvent happened)
    {
        public Message? Message => happened switch
        {
            MessagePosted posted => posted.Message,
            MessageChanged changed => changed.Message,
            _ => null,
        };
    }
}

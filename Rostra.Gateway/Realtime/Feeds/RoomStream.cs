using Rostra.History;
using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>Puts the intervals of one room in order: what joins goes on, what is ahead is held until the gap before it has been read from the log.</summary>
internal sealed class RoomStream
{
    /// <summary>More events than this are not held; they are read from the log like the gap before them.</summary>
    public const int HeldEventsMax = 5_000;

    /// <summary>A gap that grows faster than it is read ends in a reset.</summary>
    public const int GapEventsMax = 4_000;

    private readonly List<Interval> _held = [];
    private int _heldEvents;
    private Interval? _page;
    private long _head;
    private bool _isDoubted;

    /// <summary>What has gone on, up to here; null until it is known where the room stands.</summary>
    public long? Last { get; private set; }

    /// <summary>Where <see cref="Last"/> began.</summary>
    public long Began { get; private set; }

    /// <summary>After which seq the log must be read, if it must.</summary>
    public long? Missing => Last is not { } last ? null
        : _page is { } page ? page.UpTo
        : _isDoubted || _held.Count > 0 || _head > last ? last
        : null;

    public void Begin(long seq, List<Interval> joined)
    {
        Last = Began = seq;
        Drain(joined);
    }

    public void Forget()
    {
        Last = null;
        Let(_held.Count);
        _page = null;
        _head = 0;
        _isDoubted = false;
    }

    /// <summary>The room is known to be further.</summary>
    public void HeadIs(long head) => _head = Math.Max(_head, head);

    /// <summary>Someone said that the room is not as far as this; the log will tell who is right.</summary>
    public void Doubt() => _isDoubted = true;

    /// <summary>Adds to <paramref name="joined"/> what can go on now.</summary>
    public void Take(Interval interval, List<Interval> joined)
    {
        Planted.Mistake("no-gap-fill", () => interval = interval with { After = Math.Min(interval.After, Last ?? interval.After) });
        if (interval.After == interval.UpTo)
        {
            HeadIs(interval.UpTo);
        }
        else if (Last is { } last && interval.After <= last)
        {
            Join(interval, joined);
            Drain(joined);
        }
        else
        {
            Hold(interval);
        }
    }

    /// <summary>Takes what was read after <see cref="Missing"/>. False: the log cannot join what is known, everyone must load again.</summary>
    public bool TakePage(Changes page, List<Interval> joined)
    {
        if (page.Reset is true || Last is not { } last)
        {
            return false;
        }

        if (page.Deleted)
        {
            var end = Math.Max(page.LastSeq, last + 1);
            Join(new Interval(last, end, [new RoomDeleted(end)]), joined);
            return true;
        }

        _isDoubted = false;
        _page = Joined(_page, page);
        if (_page.Events.Length > GapEventsMax)
        {
            return false;
        }

        var reach = Reach(_page.UpTo);
        var isComplete = (page.More is not true || reach > _page.UpTo) && _page.NewestChange <= reach;
        if (isComplete)
        {
            // The log knows better than who told of a head beyond it.
            _head = page.More is true ? _head : Math.Min(_head, page.LastSeq);
            var whole = WithHeld(_page);
            _page = null;
            Join(whole, joined);
            Drain(joined);
        }

        return true;
    }

    /// <summary>
    /// The pages of one gap go on together, and only when nothing on them is newer than the stream's next end: otherwise somebody whose leave
    /// stands on the next page would see what was said after it.
    /// </summary>
    private static Interval Joined(Interval? before, Changes page) => new(
        before?.After ?? page.After!.Value,
        page.UpTo!.Value,
        before is null ? page.Events!.Value : before.Events.AddRange(page.Events!.Value),
        page.Room ?? before?.Room,
        IsFolded: true);

    /// <summary>Takes the held intervals along up to the newest version on the page: a leave among them must be known before the page is shown.</summary>
    private Interval WithHeld(Interval page)
    {
        var newest = page.NewestChange;
        foreach (var held in _held.Where(held => held.UpTo > page.UpTo))
        {
            if (page.UpTo >= newest)
            {
                break;
            }

            page = page with { Events = page.Events.AddRange(held.From(page.UpTo).Events), UpTo = held.UpTo, Room = held.Room ?? page.Room };
        }

        return page;
    }

    private long Reach(long seq)
    {
        foreach (var held in _held)
        {
            if (held.After > seq)
            {
                break;
            }

            seq = Math.Max(seq, held.UpTo);
        }

        return seq;
    }

    private void Join(Interval interval, List<Interval> joined)
    {
        if (interval.UpTo <= Last)
        {
            return;
        }

        joined.Add(interval.From(Last!.Value));
        Last = interval.UpTo;
    }

    private void Drain(List<Interval> joined)
    {
        var count = 0;
        while (count < _held.Count && _held[count].After <= Last)
        {
            Join(_held[count++], joined);
        }

        Let(count);
    }

    private void Hold(Interval interval)
    {
        var at = _held.FindIndex(held => held.After > interval.After);
        _held.Insert(at < 0 ? _held.Count : at, interval);
        _heldEvents += interval.Events.Length;
        if (_heldEvents > HeldEventsMax)
        {
            HeadIs(_held.Max(held => held.UpTo));
            Let(_held.Count);
        }
    }

    private void Let(int count)
    {
        _heldEvents -= _held.Take(count).Sum(held => held.Events.Length);
        _held.RemoveRange(0, count);
    }
}

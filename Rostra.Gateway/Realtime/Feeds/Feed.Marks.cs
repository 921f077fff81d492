using Rostra.Users;

namespace Rostra.Realtime;

/// <summary>Read marks, told at their point of the stream: who counts on from there with the events that follow is right.</summary>
internal sealed partial class Feed
{
    // One for each person here at most: a later mark replaces the one before.
    private readonly Dictionary<Guid, (ReadMark Mark, long Head)> _marksAhead = [];

    // How far each person here is known to have read. A mark never falls during a membership, but whoever read it from the tables may be slower than the notice of a later one.
    private readonly Dictionary<Guid, long> _readUpTo = [];

    /// <summary>A person here was told elsewhere that they have read so far.</summary>
    public void HasRead(Guid userId, long readSeq)
    {
        lock (_lock)
        {
            if (!_isEnded && _audience.Has(userId))
            {
                Advance(userId, readSeq);
            }
        }
    }

    /// <summary>A person has read on; <paramref name="mark"/> was counted when the room's head was <paramref name="head"/>.</summary>
    public void Moved(Guid userId, ReadMark mark, long head)
    {
        lock (_lock)
        {
            if (_isEnded || !_audience.Has(userId) || !Advance(userId, mark.ReadSeq))
            {
                return;
            }

            if (_stream.Last >= head)
            {
                Tell(userId, mark, head);
            }
            else
            {
                _marksAhead[userId] = (mark, head);
                Expect(head);
            }
        }
    }

    private void TellMarks()
    {
        if (_marksAhead.Count == 0)
        {
            return;
        }

        foreach (var (userId, (mark, head)) in _marksAhead)
        {
            if (_stream.Last >= head)
            {
                _marksAhead.Remove(userId);
                Tell(userId, mark, head);
            }
        }
    }

    private void Tell(Guid userId, ReadMark mark, long head)
    {
        var now = Recounted(userId, mark, head);
        if (!Advance(userId, now.ReadSeq))
        {
            return;
        }

        _audience.Tell(userId, new Delivery(new PersonalBatch([new ReadMoved(roomId, now.ReadSeq, now.Unread)])));
    }

    /// <returns>False: they have read further than that.</returns>
    private bool Advance(Guid userId, long readSeq)
    {
        if (_readUpTo.TryGetValue(userId, out var known) && readSeq < known)
        {
            return false;
        }

        _readUpTo[userId] = readSeq;
        return true;
    }

    /// <summary>Of who is not here nothing needs to be known.</summary>
    private void ForgetMarks(Guid userId)
    {
        if (!_audience.Has(userId))
        {
            _readUpTo.Remove(userId);
            _marksAhead.Remove(userId);
        }
    }

    /// <summary>The mark as it is where the stream has come to, which is at <paramref name="head"/> or after it.</summary>
    private ReadMark Recounted(Guid userId, ReadMark mark, long head)
    {
        FeedMetrics.Recounted();
        // What is one's own is read, and so is everything before it.
        var readSeq = _tail.Messages.Where(message => message.Author.Id == userId).Select(message => message.Id).Append(mark.ReadSeq).Max();
        var others = _tail.Messages.Where(message => message.Id > readSeq && message.Author.Id != userId).ToList();
        if (_tail.ReachesTo(readSeq))
        {
            return new ReadMark(readSeq, Math.Min(others.Count(message => message.DeletedAt is null), ReadMark.UnreadMax));
        }

        // At the most that is counted it is not known how many more there are, so neither how many are left.
        var unread = mark.Unread == ReadMark.UnreadMax ? ReadMark.UnreadMax
            : mark.Unread
                + others.Count(message => message.Id > head && message.DeletedAt is null)
                - others.Count(message => message.Id <= head && message.DeletedAt is not null && message.ChangedSeq > head);
        return new ReadMark(readSeq, Math.Clamp(unread, 0, ReadMark.UnreadMax));
    }
}

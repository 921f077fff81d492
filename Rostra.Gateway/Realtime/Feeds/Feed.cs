using Rostra.Rooms;
using Rostra.Users;

namespace Rostra.Realtime;

/// <summary>
/// A room, as far as this gateway has members of it: brings what happens there to their connections, in order and without holes. It asks nobody itself;
/// <see cref="Next"/> says what must be asked.
/// </summary>
internal sealed partial class Feed(
    Guid roomId, Func<Guid, IReadOnlyList<IListener>> connectionsOf, TailBudget budget, FeedTimes times, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly RoomStream _stream = new();
    private readonly Audience _audience = new(roomId, connectionsOf);
    private readonly Admissions _admissions = new();
    private readonly Tail _tail = new(budget);
    private readonly List<Interval> _joined = [];
    private TimeSpan _restsUntil;
    private bool _isEnded;

    public Guid RoomId => roomId;

    private TimeSpan Now => clock.GetElapsedTime(0);

    /// <summary>The room has ended, or nobody here listens any more: another feed must be made.</summary>
    public bool IsEnded
    {
        get
        {
            lock (_lock)
            {
                return _isEnded;
            }
        }
    }

    /// <summary>Lets a connection in at one point of the stream; the answer tells whether its person is a member. Null: this feed has ended.</summary>
    public Task<bool>? Admit(IListener listener)
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                return null;
            }

            if (_audience.Has(listener.UserId))
            {
                _audience.Add(listener);
                return Task.FromResult(true);
            }

            return Apply(new Application(listener));
        }
    }

    /// <summary>A person has joined through this gateway: their connections hear of the room, also where the feed has only now been made.</summary>
    /// <param name="joined">The room as at the joining.</param>
    /// <returns>False: this feed has ended.</returns>
    public bool Enter(Guid userId, Room joined)
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                return false;
            }

            if (_stream.Last is null)
            {
                Begin(joined.LastSeq);
                _audience.Greet(userId, joined);
                Go();
            }
            else if (_stream.Last < joined.LastSeq)
            {
                Expect(joined.LastSeq);
            }
            else if (!_audience.Has(userId))
            {
                return Restore(userId, joined);
            }

            return true;
        }
    }

    /// <summary>A person is a member whose joining was missed here: those of their connections that do not hear the room are let in, each told of it first.</summary>
    /// <returns>False: this feed has ended.</returns>
    public bool Restore(Guid userId, Room room)
    {
        lock (_lock)
        {
            if (!_isEnded && !_audience.Has(userId))
            {
                foreach (var listener in connectionsOf(userId))
                {
                    _ = Apply(new Application(listener, room));
                }
            }

            return !_isEnded;
        }
    }

    /// <summary>Whether a person's connections hear the room here.</summary>
    public bool Hears(Guid userId)
    {
        lock (_lock)
        {
            return _audience.Has(userId);
        }
    }

    public void Remove(IListener listener)
    {
        lock (_lock)
        {
            _audience.Remove(listener);
            _admissions.Remove(listener);
            ForgetMarks(listener.UserId);
        }
    }

    /// <summary>How long what comes next shall wait, because many are still being written to.</summary>
    public TimeSpan Rest
    {
        get
        {
            lock (_lock)
            {
                return _restsUntil - Now;
            }
        }
    }

    /// <param name="batches">In the order in which they came; what joins in them goes to each listener as one.</param>
    public void Take(IReadOnlyList<RoomBatch> batches)
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                return;
            }

            foreach (var batch in batches)
            {
                _stream.Take(new Interval(batch.After, batch.UpTo, batch.Events, batch.Room), _joined);
            }

            if (_joined.Count > 0)
            {
                Interval.Unite(_joined);
                _restsUntil = Now + times.RestAfter(_audience.Connections);
            }

            Go();
            foreach (var batch in batches)
            {
                Hear(batch);
            }

            if (batches.Any(batch => batch.Detached))
            {
                Reattach(times.ReattachSpread);
            }
        }
    }

    private Task<bool> Apply(Application application)
    {
        if (application.Listener.Enter(roomId))
        {
            _admissions.Add(application);
        }
        else
        {
            application.Close();
        }

        return application.Answer;
    }

    private void Begin(long seq)
    {
        _tail.Begin(seq);
        _stream.Begin(seq, _joined);
    }

    /// <summary>Brings to the people here what has joined the stream.</summary>
    private void Go()
    {
        foreach (var interval in _joined)
        {
            _tail.Append(interval);
            _admissions.Note(interval);
            _audience.Tell(interval);
            foreach (var happened in interval.Events)
            {
                if (happened is MemberLeft left)
                {
                    ForgetMarks(left.User.Id);
                }
            }

            Measure(interval);
            _isEnded |= interval.Events is [.., RoomDeleted];
        }

        _joined.Clear();
        if (_isEnded)
        {
            End();
        }
        else if (!_admissions.IsEmpty && _stream.Last is { } last)
        {
            _admissions.Settle(last, _audience.Has).ForEach(settled => Settle(settled.Application, settled.IsMember, last));
        }

        TellMarks();
    }

    private void Measure(Interval interval)
    {
        if (!_audience.IsEmpty)
        {
            FeedMetrics.Delivered(interval, clock);
        }
    }

    private void Settle(Application application, bool isMember, long last)
    {
        var listener = application.Listener;
        if (isMember && application.Joined is { } room)
        {
            _audience.Greet(listener, new Delivery(new PersonalBatch([new RoomJoined(AsOf(last, room, listener.UserId) with { OnlineCount = _online.Count ?? room.OnlineCount })])));
        }
        else if (isMember)
        {
            _audience.Add(listener);
        }
        else
        {
            listener.Exit(roomId);
        }

        if (application.IsAfterReset)
        {
            listener.Send(new Delivery(isMember ? new ResetBatch(roomId, last) : new PersonalBatch([new RoomLeft(roomId, last, RoomLeaving.Left)])));
        }

        application.Close(isMember);
    }

    /// <summary>What a newcomer counts on from: never less than where they are let in.</summary>
    private Room AsOf(long last, Room room, Guid userId)
    {
        if (last <= room.LastSeq)
        {
            return room;
        }

        var mark = Recounted(userId, new ReadMark(room.ReadSeq!.Value, room.Unread!.Value), room.LastSeq);
        return room with { LastSeq = last, ReadSeq = mark.ReadSeq, Unread = mark.Unread };
    }

    /// <summary>What is known does not join the room's log any more: everyone is asked about again, and then loads it again.</summary>
    private void Reset()
    {
        FeedMetrics.Resynced();
        _life++;
        _joined.Clear();
        _stream.Forget();
        _tail.Clear();
        _expected = 0;
        _online.Forget();
        _readUpTo.Clear(); // It may be another epoch's log, in which less is read.
        _audience.Empty().ForEach(listener => _admissions.Add(new Application(listener, IsAfterReset: true)));
    }

    private void End()
    {
        _isEnded = true;
        _tail.Clear();
        _marksAhead.Clear();
        _readUpTo.Clear();
        foreach (var application in _admissions.Dismiss())
        {
            application.Listener.Exit(roomId);
            application.Close();
        }
    }
}

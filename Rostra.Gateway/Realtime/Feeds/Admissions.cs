using Rostra.Rooms;

namespace Rostra.Realtime;

/// <summary>Who waits to be let into a room's audience, because nobody here has asked the room about them yet.</summary>
internal sealed class Admissions
{
    private readonly Dictionary<Guid, Applicant> _byUser = [];

    public bool IsEmpty => _byUser.Count == 0;

    /// <summary>Those who may turn out to be members.</summary>
    public IEnumerable<Guid> Users => _byUser.Where(applicant => !applicant.Value.IsStranger).Select(applicant => applicant.Key);

    /// <summary>Grows whenever <see cref="Users"/> changes.</summary>
    public long Version { get; private set; }

    public bool AnyUnasked => _byUser.Values.Any(applicant => !applicant.IsAsked);

    /// <summary>Those nobody has asked about; they count as asked from now on.</summary>
    public List<Guid> Ask()
    {
        List<Guid> unasked = [];
        foreach (var (userId, applicant) in _byUser)
        {
            if (!applicant.IsAsked)
            {
                applicant.IsAsked = true;
                unasked.Add(userId);
            }
        }

        return unasked;
    }

    /// <summary>The call failed: ask again, about everyone who has no answer.</summary>
    public void Unask()
    {
        foreach (var applicant in _byUser.Values)
        {
            applicant.IsAsked = applicant.MemberAt is not null;
        }
    }

    public void Add(Application application)
    {
        if (!_byUser.TryGetValue(application.Listener.UserId, out var applicant))
        {
            _byUser[application.Listener.UserId] = applicant = new Applicant();
            Version++;
        }

        applicant.Applications.Add(application);
    }

    public void Remove(IListener listener)
    {
        if (_byUser.TryGetValue(listener.UserId, out var applicant)
            && applicant.Applications.RemoveAll(application => application.Listener == listener && application.Close()) > 0
            && applicant.Applications.Count == 0)
        {
            _byUser.Remove(listener.UserId);
            Version++;
        }
    }

    /// <summary>The stream passes a leave; whether it comes after the room's answer shows when that is there.</summary>
    public void Note(Interval interval)
    {
        if (_byUser.Count == 0)
        {
            return;
        }

        foreach (var left in interval.Events.OfType<MemberLeft>())
        {
            if (_byUser.TryGetValue(left.User.Id, out var applicant))
            {
                applicant.LeftAt = left.Seq;
            }
        }
    }

    /// <summary>The room's answer about those who were asked about.</summary>
    /// <param name="began">The stream's beginning: what was before it, a leave perhaps, has not been seen, so an older answer is not enough.</param>
    public void Answer(ImmutableArray<Guid> asked, ImmutableArray<Guid> notMembers, long head, long began)
    {
        foreach (var userId in asked)
        {
            if (!_byUser.TryGetValue(userId, out var applicant) || !applicant.IsAsked)
            {
                continue;
            }

            if (head < began)
            {
                applicant.IsAsked = false;
            }
            else
            {
                (applicant.MemberAt, applicant.IsStranger) = (head, notMembers.Contains(userId));
                Version += applicant.IsStranger ? 1 : 0;
            }
        }
    }

    /// <summary>Those whose case is clear now that the stream has come to <paramref name="last"/>: with true, who is a member there.</summary>
    public List<(Application Application, bool IsMember)> Settle(long last, Func<Guid, bool> isInside)
    {
        List<(Application, bool)> settled = [];
        foreach (var (userId, applicant) in _byUser)
        {
            var isHere = isInside(userId);
            if (isHere || applicant.MemberAt <= last)
            {
                var isMember = isHere || (!applicant.IsStranger && !(applicant.LeftAt > applicant.MemberAt));
                settled.AddRange(applicant.Applications.Select(application => (application, isMember)));
                _byUser.Remove(userId);
                Version++;
            }
        }

        return settled;
    }

    public List<Application> Dismiss()
    {
        List<Application> all = [.. _byUser.Values.SelectMany(applicant => applicant.Applications)];
        _byUser.Clear();
        Version++;
        return all;
    }

    private sealed class Applicant
    {
        public List<Application> Applications { get; } = [];

        public bool IsAsked { get; set; }

        public long? MemberAt { get; set; }

        public long? LeftAt { get; set; }

        public bool IsStranger { get; set; }
    }
}

/// <summary>One connection that wants to hear a room.</summary>
/// <param name="Joined">The room to be announced first, after a joining whose place in the stream has gone by.</param>
/// <param name="IsAfterReset">It heard the room before, and must be told to load it again.</param>
internal sealed record Application(IListener Listener, Room? Joined = null, bool IsAfterReset = false)
{
    // Continuations run elsewhere: this is settled under the feed's lock.
    private readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<bool> Answer => _answer.Task;

    public bool Close(bool isIn = false) => _answer.TrySetResult(isIn);
}

using Rostra.Realtime;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>Who types in a room now. Like the presence board it has no clock: it is told the time, and asked again when something is <see cref="Due"/>.</summary>
internal sealed class TypingBoard(PresenceOptions options)
{
    // In the order in which they began; few at a time.
    private readonly List<(UserRef User, TimeSpan Until)> _typing = [];
    private ImmutableArray<UserRef> _told = [];
    private TimeSpan _tellNotBefore = TimeSpan.MinValue;
    private bool _isChanged;

    /// <summary>When there is something to do next.</summary>
    public TimeSpan? Due => _isChanged ? _tellNotBefore
        : _typing.Count == 0 ? null
        : _typing.Min(one => one.Until);

    public void Types(UserRef user, TimeSpan now)
    {
        var at = _typing.FindIndex(one => one.User.Id == user.Id);
        if (at >= 0)
        {
            _typing[at] = (user, now + options.TypingFor);
        }
        else if (_typing.Count < options.TypistsMax)
        {
            _typing.Add((user, now + options.TypingFor));
            _isChanged = true;
        }
    }

    /// <summary>They have said what they typed, or have left.</summary>
    public void Stops(Guid userId) => _isChanged |= _typing.RemoveAll(one => one.User.Id == userId) > 0;

    /// <summary>Does what is due; the news, if it is time for them and there are any.</summary>
    public TypingNews? Advance(TimeSpan now)
    {
        _isChanged |= _typing.RemoveAll(one => one.Until <= now) > 0;
        if (!_isChanged || now < _tellNotBefore)
        {
            return null;
        }
        _isChanged = false;
        ImmutableArray<UserRef> users = [.. _typing.Select(one => one.User)];
        if (users.SequenceEqual(_told))
        {
            return null;
        }
        (_told, _tellNotBefore) = (users, now + options.TypingEvery);
        return new TypingNews(users);
    }
}

using Rostra.Realtime;
using Xunit;

namespace Rostra.Rooms;

/// <summary>How often a room tells who has come, by when its first person came.</summary>
public sealed class PresenceGatheringTests
{
    private static readonly Guid Gateway = new(1, 0, 0, new byte[8]);

    private readonly ImmutableUsers _people = new(100);
    private readonly PresenceOptions _options = new() { CrowdOf = 10 };
    private readonly PresenceBoard _board;
    private readonly List<(double After, int Came)> _news = [];
    private TimeSpan _now = TimeSpan.FromHours(1);
    private TimeSpan _begunAt;
    private long _hash;

    public PresenceGatheringTests() => _board = new PresenceBoard(_options, userId => _people[userId], _now);

    [Fact]
    public void While_a_crowd_comes_back_it_is_told_less_and_less_often_and_nobody_is_left_out()
    {
        Come(from: 0, to: 10, TimeSpan.Zero);
        Pass(TimeSpan.FromSeconds(10));
        _begunAt = _now;
        _news.Clear();

        Come(from: 10, to: 100, TimeSpan.FromMilliseconds(100));
        Pass(TimeSpan.FromSeconds(3));

        Assert.Equal([0.25, 0.8, 1.8, 3.8, 5.8, 7.8, 9.8], _news.Select(news => Math.Round(news.After, 1, MidpointRounding.AwayFromZero) is 0.3 ? 0.25 : Math.Round(news.After, 1)));
        Assert.Equal(90, _news.Sum(news => news.Came));
    }

    [Fact]
    public void Where_few_are_they_are_told_of_as_soon_as_ever()
    {
        _begunAt = _now;
        Come(from: 0, to: 8, TimeSpan.FromMilliseconds(300));

        Assert.Equal(8, _news.Count);
    }

    [Fact]
    public void Once_it_is_quiet_the_next_one_is_told_soon()
    {
        Come(from: 0, to: 50, TimeSpan.FromMilliseconds(50));
        Pass(TimeSpan.FromSeconds(5));
        _news.Clear();
        _begunAt = _now;

        Come(from: 50, to: 51, TimeSpan.Zero);
        Pass(TimeSpan.FromSeconds(1));

        Assert.Equal((0.25, 1), Assert.Single(_news));
    }

    private void Come(int from, int to, TimeSpan every)
    {
        foreach (var person in _people.Ids.Skip(from).Take(to - from))
        {
            unchecked { _hash += CrowdHash.Of(person); }
            Assert.True(_board.Take(Gateway, new PresenceReport(_now.Ticks, _hash, [person], []), _now));
            Pass(every);
        }
    }

    /// <summary>Nothing happens between what is due. A lease is not at stake here.</summary>
    private void Pass(TimeSpan time)
    {
        var until = _now + time;
        while (_board.Due is { } due && due <= until)
        {
            _now = due > _now ? due : _now;
            if (_board.Advance(_now) is { } news) _news.Add(((_now - _begunAt).TotalSeconds, news.Online.Length));
        }

        _now = until;
    }
}

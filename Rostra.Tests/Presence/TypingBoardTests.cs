using CsCheck;
using Rostra.Users;
using Xunit;

namespace Rostra.Rooms;

public sealed class TypingBoardTests
{
    private static readonly ImmutableUsers People = new(4);

    private readonly PresenceOptions _options = new();
    private readonly TypingBoard _board;
    private TimeSpan _now = TimeSpan.FromHours(1);

    public TypingBoardTests() => _board = new TypingBoard(_options);

    [Fact]
    public void Typing_ends_with_the_message_or_five_seconds_after_the_last_sign()
    {
        var (ada, alan) = (People[People.Ids[0]], People[People.Ids[1]]);
        _board.Types(ada, _now);
        Assert.Equal([ada], Told());
        _board.Types(alan, _now);
        Assert.Null(Told());
        Pass(0.25);
        Assert.Equal([ada, alan], Told());

        Pass(3);
        _board.Types(ada, _now);
        Assert.Null(Told()); // Nothing new.
        _board.Stops(alan.Id);
        Assert.Equal([ada], Told());
        Pass(4.9);
        Assert.Null(Told());
        Pass(0.1);
        Assert.Equal([], Told());
        Assert.Null(_board.Due);
    }

    [Fact]
    public void Of_a_crowd_only_so_many_are_told()
    {
        var crowd = new ImmutableUsers(_options.TypistsMax + 1);
        foreach (var userId in crowd.Ids)
        {
            _board.Types(crowd[userId], _now);
        }

        Assert.Equal(crowd.Ids.Take(_options.TypistsMax), Told()!.Select(user => user.Id));
        Pass(0.3);
        _board.Stops(crowd.Ids[0]);
        _board.Types(crowd[crowd.Ids[^1]], _now);
        Assert.Equal(crowd.Ids[^1], Told()![^1].Id);
    }

    [Fact]
    public void Whatever_they_do_what_was_told_last_is_who_types_in_the_order_of_their_beginning() =>
        Gen.Int[0, 999].Array[1, 80].Sample(
            decisions =>
            {
                var (board, now, model, told, toldAt) = (new TypingBoard(_options), TimeSpan.FromHours(1), new List<(Guid Id, TimeSpan Until)>(), new List<Guid>(), TimeSpan.MinValue);
                foreach (var decision in decisions.Append(9))
                {
                    var person = People.Ids[decision / 10 % People.Ids.Count];
                    switch (decision % 10)
                    {
                        case < 4:
                            board.Types(People[person], now);
                            var at = model.FindIndex(one => one.Id == person);
                            model = at < 0 ? [.. model, (person, now + _options.TypingFor)] : [.. model.Select(one => one.Id == person ? (person, now + _options.TypingFor) : one)];
                            break;
                        case 4 or 5:
                            board.Stops(person);
                            model.RemoveAll(one => one.Id == person);
                            break;
                        default:
                            now += TimeSpan.FromMilliseconds(decision % 10 == 9 ? 6_000 : 150 + decision);
                            model.RemoveAll(one => one.Until <= now);
                            break;
                    }

                    if (board.Advance(now) is { } news)
                    {
                        Assert.True(now - _options.TypingEvery >= toldAt);
                        Assert.NotEqual(told, [.. news.Users.Select(user => user.Id)]);
                        (told, toldAt) = ([.. news.Users.Select(user => user.Id)], now);
                    }

                    Assert.True(told.SequenceEqual(model.Select(one => one.Id)) || board.Due <= toldAt + _options.TypingEvery);
                }

                Assert.Empty(told);
            },
            iter: 3_000);

    private List<UserRef>? Told() => _board.Advance(_now)?.Users.ToList();

    private void Pass(double seconds) => _now += TimeSpan.FromSeconds(seconds);
}

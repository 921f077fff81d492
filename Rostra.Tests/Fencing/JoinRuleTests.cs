using Xunit;

namespace Rostra.Fencing;

public sealed class JoinRuleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly IReadOnlySet<string> Nobody = new HashSet<string>();

    private readonly JoinRule _rule = new(Patience);

    [Fact]
    public void A_first_silo_joins_at_once() => Assert.Empty(_rule.Missing(null, Nobody, [], TimeSpan.Zero));

    [Fact]
    public void Whoever_is_in_the_table_holds_nobody_back_dead_or_alive() =>
        Assert.Empty(_rule.Missing(4, new HashSet<string> { "a", "b" }, [new("a", 4, 9), new("b", 2, 3)], TimeSpan.Zero));

    [Fact]
    public void Whoever_lives_and_is_not_in_the_table_holds_a_newcomer_back()
    {
        for (var second = 0; second < 60; second++)
        {
            Assert.Equal(["a"], _rule.Missing(null, Nobody, [new("a", 4, second)], TimeSpan.FromSeconds(second)));
        }

        Assert.Empty(_rule.Missing(5, new HashSet<string> { "a" }, [new("a", 4, 60)], TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void A_table_older_than_what_the_living_have_seen_is_not_joined() =>
        Assert.Equal(["a"], _rule.Missing(3, new HashSet<string> { "a" }, [new("a", 4, 1)], TimeSpan.Zero));

    [Fact]
    public void What_a_crash_left_behind_holds_nobody_back_for_long()
    {
        Assert.Equal(["a"], _rule.Missing(null, Nobody, [new("a", 4, 7)], TimeSpan.Zero));
        Assert.Equal(["a"], _rule.Missing(null, Nobody, [new("a", 4, 7)], Patience - TimeSpan.FromTicks(1)));
        Assert.Empty(_rule.Missing(null, Nobody, [new("a", 4, 7)], Patience));
        Assert.Equal(["a"], _rule.Dead);
    }
}

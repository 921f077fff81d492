using Xunit;

namespace Rostra.Replay;

public sealed class NickNamesTests
{
    private readonly NickNames _names = new();

    [Theory]
    [InlineData("|trey|", "|trey|")]
    [InlineData("m", "m__")]
    [InlineData("  two   words ", "two words")]
    [InlineData("a\u200Bb\u0007c", "abc")]
    [InlineData("\uE000", "___")]
    [InlineData("ﬁsh", "fish")]
    public void A_nick_becomes_a_name_that_is_allowed(string nick, string name) => Assert.Equal(name, _names.Of(nick));

    [Fact]
    public void The_same_nick_keeps_its_name() => Assert.Equal(_names.Of("ada"), _names.Of("ada"));

    [Theory]
    [InlineData("Ada", "ada")]
    [InlineData("bill", "biIl")]
    [InlineData("rnike", "mike")]
    [InlineData("g0d", "god")]
    [InlineData("m", "m_")]
    public void Later_look_alikes_get_a_number(string first, string second)
    {
        _names.Of(first);
        Assert.EndsWith("-2", _names.Of(second), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_somebody_has_by_nature_is_stepped_over()
    {
        _names.Of("ada");
        _names.Of("ada-2");
        Assert.Equal("ADA-3", _names.Of("ADA"));
    }

    [Fact]
    public void A_long_nick_leaves_room_for_its_number()
    {
        _names.Of(new string('x', 80));
        Assert.Equal(42, _names.Of(new string('x', 81)).Length);
    }
}

using Rostra.Names;
using Xunit;

namespace Rostra.Search;

public sealed class FiltersTests
{
    [Fact]
    public void Filters_are_taken_out_and_words_stay()
    {
        var filters = Read("  lunch from:Ada in:#Long-Room FROM:\"Ken  T\" menu in:\"long room\" has:LINK ");

        Assert.Equal("lunch menu", filters.Words);
        Assert.Equal([NameKey.Of("ada"), NameKey.Of("Ken  T")], filters.From);
        Assert.Equal(["long-room", "long-room"], filters.In);
        Assert.True(filters.HasLink);
        Assert.True(filters.IsAny);
    }

    [Fact]
    public void Of_several_days_the_earliest_counts() =>
        Assert.Equal(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), Read("before:2026-03-01 before:2026-02-01").Before);

    [Theory]
    [InlineData("12:30 lunch")]
    [InlineData("https://example.org:8080/x from:")]
    [InlineData("\"quoted words\" in: before:")]
    [InlineData("a:b c::d \"")]
    public void What_is_no_filter_is_words(string typed)
    {
        var filters = Read(typed);

        Assert.Equal(typed, filters.Words);
        Assert.False(filters.IsAny);
    }

    [Theory]
    [InlineData("before:soon", "before:")]
    [InlineData("before:2026-13-01", "before:")]
    [InlineData("has:cheese", "has:link")]
    public void A_filter_that_cannot_be_is_said_to_be_wrong(string typed, string said)
    {
        var (filters, fault) = Filters.Read(typed);

        Assert.Null(filters);
        Assert.Contains(said, fault, StringComparison.Ordinal);
    }

    private static Filters Read(string typed) => Filters.Read(typed).Filters!;
}

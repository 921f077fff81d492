using Xunit;

namespace Rostra.Compare;

public sealed class PlaceSetTests
{
    [Fact]
    public void What_was_seen_twice_and_what_was_not_seen_is_told()
    {
        var (heard, acknowledged) = (new PlaceSet(), new PlaceSet());
        foreach (var place in new long[] { 1, 63, 64, 10_000 })
        {
            Assert.True(heard.Add(place));
            acknowledged.Add(place);
        }

        Assert.False(heard.Add(64));
        Assert.Equal(0, heard.Missing(acknowledged));
        acknowledged.Add(65);
        acknowledged.Add(1_000_000);
        Assert.Equal(2, heard.Missing(acknowledged));
        Assert.Equal(0, acknowledged.Missing(heard));
    }
}

using System.Xml.Linq;
using Rostra.Growth.Charts;
using Xunit;

namespace Rostra.Growth;

public sealed class ChartTests
{
    [Fact]
    public void Each_power_of_ten_is_as_far_from_the_next()
    {
        var axis = new Axis([10, 10_000]);

        Assert.Equal([10, 100, 1_000, 10_000], axis.Marks);
        Assert.Equal(1 / 3.0, axis.Place(100), 9);
        Assert.Equal((0, 1), (axis.Place(1), axis.Place(1_000_000)));
    }

    [Fact]
    public void Few_and_small_values_stand_evenly()
    {
        var axis = new Axis([1, 2, 4]);

        Assert.Equal([0, 1, 2, 3, 4], axis.Marks);
        Assert.Equal(0.5, axis.Place(2));
    }

    [Theory]
    [InlineData(0.01, "0.01")]
    [InlineData(1_000, "1,000")]
    [InlineData(30_000, "30 k")]
    [InlineData(1_000_000, "1 M")]
    public void Marks_are_written_short(double mark, string name) => Assert.Equal(name, Axis.Name(mark));

    [Fact]
    public void A_picture_is_well_formed_and_leaves_out_what_was_nothing()
    {
        var report = new GrowthReport("x", "Title & more", "things", [new("cost", "a <cost>"), new("none", "nothing")], [Point(10, 5), Point(100, 50), Point(1_000, 500)]);

        var picture = XDocument.Parse(new SvgChart(report).ToString());

        var texts = picture.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value).ToList();
        Assert.Contains("Title & more", texts);
        Assert.Contains("a <cost>", texts);
        Assert.DoesNotContain("nothing", texts);
        Assert.Equal(3 + 1, picture.Descendants().Count(element => element.Name.LocalName == "circle")); // One stands in the legend.

        static GrowthPoint Point(double at, double cost) => new(at, new() { ["cost"] = cost, ["none"] = 0 });
    }

    [Fact]
    public void Sizes_end_where_they_are_told_to()
    {
        Assert.Equal([10, 100, 1_000], Sizes.Of([10, 100, 1_000], null));
        Assert.Equal([10, 50], Sizes.Of([10, 100, 1_000], 50));
        Assert.Equal([10, 100], Sizes.Of([10, 100, 1_000], 100));
    }
}

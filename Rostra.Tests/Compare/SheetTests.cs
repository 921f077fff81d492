using System.Text.Json;
using Rostra.Clients;
using Spectre.Console;
using Xunit;

namespace Rostra.Compare;

public sealed class SheetTests
{
    private static readonly Measure[] Measures = [new("fast", "fast", 1), new("alone", "alone", IsCompared: false), new("only", "only ours")];

    [Fact]
    public void Of_several_rounds_the_median_counts_and_losses_are_added_up()
    {
        var all = Sheet.Of([Round(9, 1), Round(1, 0), Round(3, 2)]);

        Assert.Equal(3, all.Figures["fast"]);
        Assert.Equal((3, 0, 0), (all.Lost, all.Doubled, all.OutOfOrder));
    }

    [Fact]
    public void A_round_in_which_nothing_was_answered_is_no_result() =>
        Assert.Equal("fast is not known: nothing was answered.", Assert.Throws<BenchException>(() => Sheet.Of([Round(1, 0), Round(double.NaN, 0)])).Message);

    [Fact]
    public void A_ratio_is_told_of_what_both_have_and_what_is_to_be_compared()
    {
        var ours = new Sheet(new() { ["fast"] = 6, ["alone"] = 1, ["only"] = 2 });
        var theirs = new Sheet(new() { ["fast"] = 4, ["alone"] = 1 });

        Assert.Equal([new("fast", 1.5)], ours.Over(theirs, Measures));
        Assert.Empty(ours.Over(new(new() { ["fast"] = 0 }), Measures));
    }

    [Fact]
    public void A_report_is_one_line_of_json_in_one_shape()
    {
        var report = SheetReport.Of("w4", Measures, [Round(6, 1)], [Round(4, 7)]);

        Assert.Equal("""{"workload":"w4","rostra":{"fast":6,"lost":1,"doubled":0,"outOfOrder":0},"peer":{"fast":4,"lost":7,"doubled":0,"outOfOrder":0},"ratio":{"fast":1.5},"lost":1,"doubled":0,"outOfOrder":0}""", JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
        Assert.False(report.Holds);
        Assert.True(SheetReport.Of("w9", Measures, [Round(6, 0)], []).Holds);
    }

    [Fact]
    public void A_table_has_a_row_for_each_figure_and_a_peer_only_where_there_is_one()
    {
        Assert.Contains("│ 6.0 │                      4.0 │  1.50 │".Replace(" ", "", StringComparison.Ordinal), Drawn(SheetReport.Of("w4", Measures, [Round(6, 0)], [Round(4, 0)])), StringComparison.Ordinal);
        Assert.DoesNotContain("SignalR", Drawn(SheetReport.Of("w9", Measures, [Round(6, 0)], [])), StringComparison.Ordinal);

        static string Drawn(SheetReport report)
        {
            using var text = new StringWriter();
            report.Draw(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) }));
            return text.ToString().Replace(" ", "", StringComparison.Ordinal);
        }
    }

    private static Sheet Round(double fast, long lost) => new(new() { ["fast"] = fast }, lost);
}

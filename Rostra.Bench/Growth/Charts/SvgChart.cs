using System.Globalization;
using System.Net;
using System.Text;

namespace Rostra.Growth.Charts;

/// <summary>A report as a picture: a line for each of its figures, readable on light and dark pages.</summary>
internal sealed class SvgChart(GrowthReport report)
{
    private const int Width = 720;
    private const int Height = 380;
    private const int Left = 70;
    private const int Right = 20;
    private const int Top = 50;
    private const int Bottom = 60;
    private const int LegendLine = 18;

    /// <summary>Apart for people who see few colours, too (Okabe and Ito); the marks' forms differ besides.</summary>
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00"];

    private readonly StringBuilder _svg = new();

    public override string ToString()
    {
        _svg.Clear();
        GrowthLine[] lines = [.. report.Lines.Where(line => report.Points.Any(point => point.Figures[line.Key] > 0))];
        var (across, up) = (new Axis([.. report.Points.Select(point => point.At)]), new Axis([.. lines.SelectMany(line => report.Points.Select(point => point.Figures[line.Key])).Where(value => value > 0).DefaultIfEmpty(1)]));
        var height = Height + (LegendLine * lines.Length);
        Add($$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{height}}" role="img" aria-label="{{Escaped(report.Title)}}">
            <style>
            text { font: 13px system-ui, sans-serif; fill: #333 } .title { font-weight: 600; font-size: 15px }
            .grid { stroke: #8886; fill: none } .line { fill: none; stroke-width: 2 }
            @media (prefers-color-scheme: dark) { text { fill: #ccc } }
            </style>
            <text class="title" x="{{Left}}" y="24">{{Escaped(report.Title)}}</text>
            """);
        foreach (var mark in across.Marks)
        {
            var x = X(across.Place(mark));
            Add($"""<path class="grid" d="M{x:F1} {Top}V{Height - Bottom}"/><text x="{x:F1}" y="{Height - Bottom + 20}" text-anchor="middle">{Axis.Name(mark)}</text>""");
        }

        foreach (var mark in up.Marks)
        {
            var y = Y(up.Place(mark));
            Add($"""<path class="grid" d="M{Left} {y:F1}H{Width - Right}"/><text x="{Left - 8}" y="{y + 4:F1}" text-anchor="end">{Axis.Name(mark)}</text>""");
        }

        Add($"""<text x="{(Left + Width - Right) / 2}" y="{Height - Bottom + 42}" text-anchor="middle">{Escaped(report.Grows)}</text>""");
        for (var at = 0; at < lines.Length; at++) Line(lines[at], at, across, up);
        Add($"</svg>");
        return _svg.ToString();
    }

    private void Line(GrowthLine line, int number, Axis across, Axis up)
    {
        var color = Colors[number % Colors.Length];
        (double X, double Y)[] places = [.. report.Points.Where(point => point.Figures[line.Key] > 0).Select(point => (X(across.Place(point.At)), Y(up.Place(point.Figures[line.Key]))))];
        var path = string.Join('L', places.Select(place => string.Create(CultureInfo.InvariantCulture, $"{place.X:F1} {place.Y:F1}")));
        Add($"""<path class="line" stroke="{color}" d="M{path}"/>""");
        foreach (var (x, y) in places) Mark(number, color, x, y);
        var below = Height + (LegendLine * number) - 4;
        Mark(number, color, Left + 6, below - 4);
        Add($"""<text x="{Left + 20}" y="{below}">{Escaped(line.Title)}</text>""");
    }

    private void Mark(int number, string color, double x, double y) => Add((number % 3) switch
    {
        0 => $"""<circle cx="{x:F1}" cy="{y:F1}" r="4" fill="{color}"/>""",
        1 => $"""<rect x="{x - 4:F1}" y="{y - 4:F1}" width="8" height="8" fill="{color}"/>""",
        _ => $"""<path d="M{x:F1} {y - 5:F1}l5 9h-10z" fill="{color}"/>""",
    });

    private static double X(double place) => Left + (place * (Width - Left - Right));

    private static double Y(double place) => Height - Bottom - (place * (Height - Top - Bottom));

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);

    private void Add(FormattableString line) => _svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

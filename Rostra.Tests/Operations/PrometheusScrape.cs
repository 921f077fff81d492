using System.Globalization;
using System.Text.RegularExpressions;

namespace Rostra.Operations;

/// <summary><c>/metrics</c> as Prometheus reads it: series by name, and the sum of a name's series with given labels.</summary>
internal sealed partial class PrometheusScrape(string text)
{
    private readonly List<(string Name, string Labels, double Value)> _series =
        [.. Line().Matches(text).Select(line => (line.Groups["name"].Value, line.Groups["labels"].Value, double.Parse(line.Groups["value"].ValueSpan, CultureInfo.InvariantCulture)))];

    /// <summary>Names of series: a histogram's are three.</summary>
    public IReadOnlySet<string> Names => _series.Select(series => series.Name).ToHashSet();

    /// <summary>Lines that are neither a comment nor a series.</summary>
    public IEnumerable<string> Strange => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#') && !Line().IsMatch(line));

    public double Sum(string name, string label = "") => _series.Where(series => series.Name == name && series.Labels.Contains(label, StringComparison.Ordinal)).Sum(series => series.Value);

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*=""([^""\\\n]|\\.)*"",?)*)\})? (?<value>[-+]?([0-9.]+([eE][-+]?[0-9]+)?))$", RegexOptions.Multiline)]
    private static partial Regex Line();
}

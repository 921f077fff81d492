using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Rostra.Architecture;

/// <summary>Operators find a line of the log by its number: one number is one thing.</summary>
public sealed partial class EventIdTests
{
    [Fact]
    public void No_number_stands_for_two_things()
    {
        var ids = Directory.GetDirectories(Repository.Root, "Rostra.*")
            .SelectMany(project => Directory.GetFiles(project, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("Rostra.Tests", StringComparison.Ordinal))
            .SelectMany(file => Number().Matches(File.ReadAllText(file)).Select(match => int.Parse(match.Groups["id"].ValueSpan, CultureInfo.InvariantCulture)))
            .ToList();

        Assert.NotEmpty(ids);
        Assert.Empty(ids.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [GeneratedRegex(@"EventId = (?<id>\d+)")]
    private static partial Regex Number();
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Rostra.Architecture;
using Xunit;
using YamlDotNet.Serialization;

namespace Rostra.Operations;

/// <summary>Dashboards and alerts ask for what a running Rostra gives, and each alert is explained.</summary>
[Collection(nameof(Measured))]
public sealed partial class DashboardTests(MeasuredHost host)
{
    private static readonly string Deploy = Path.Combine(Repository.Root, "deploy");

    private static IEnumerable<string> Dashboards => Directory.EnumerateFiles(Path.Combine(Deploy, "grafana"), "*.json");

    [Fact]
    public async Task Every_metric_of_a_dashboard_is_given()
    {
        var names = (await host.Scrape()).Names;
        var queries = Dashboards.SelectMany(file => Queries(JsonDocument.Parse(File.ReadAllText(file)).RootElement)).ToList();

        Assert.True(queries.Count > 40);
        Assert.All(queries, query => Assert.All(MetricsOf(query), metric => Assert.Contains(metric, names)));
    }

    [Fact]
    public async Task Every_metric_of_an_alert_is_given_and_every_alert_is_explained()
    {
        var names = (await host.Scrape()).Names;
        var manual = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operations.md"), TestContext.Current.CancellationToken);

        Assert.NotEmpty(Alerts);
        Assert.All(Alerts, alert =>
        {
            Assert.All(MetricsOf(alert["expr"]), metric => Assert.True(metric == "up" || names.Contains(metric), metric));
            Assert.Contains($"| {alert["alert"]} |", manual, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Panels_have_numbers_of_their_own() => Assert.All(Dashboards, file =>
        Assert.Distinct(JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("panels").EnumerateArray().Select(panel => panel.GetProperty("id").GetInt32())));

    private static List<Dictionary<string, string>> Alerts { get; } =
        [.. new DeserializerBuilder().IgnoreUnmatchedProperties().Build().Deserialize<AlertFile>(File.ReadAllText(Path.Combine(Deploy, "prometheus", "alerts.yml")))
            .groups.SelectMany(group => group.rules).Select(rule => new Dictionary<string, string> { ["alert"] = rule.alert, ["expr"] = rule.expr })];

    private static IEnumerable<string> Queries(JsonElement dashboard) => dashboard.GetProperty("panels").EnumerateArray()
        .Where(panel => panel.TryGetProperty("targets", out _)).SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!);

    /// <summary>What is neither a label nor a function.</summary>
    private static IEnumerable<string> MetricsOf(string query) => Word().Matches(Aside().Replace(query, " ")).Select(word => word.Value).Distinct();

    // Labels in braces, spans in brackets, and the lists of labels after "by" and "ignoring".
    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|\b(by|ignoring) ?\([^)]*\)")]
    private static partial Regex Aside();

    [GeneratedRegex(@"\b(up|[a-z]+_[a-z0-9_]+)\b(?! *\()")]
    private static partial Regex Word();

#pragma warning disable IDE1006, CA1812 // As the file names them; made by the reader.
    private sealed class AlertFile
    {
        public List<AlertGroup> groups { get; set; } = [];
    }

    private sealed class AlertGroup
    {
        public List<AlertRule> rules { get; set; } = [];
    }

    private sealed class AlertRule
    {
        public string alert { get; set; } = "";

        public string expr { get; set; } = "";
    }
#pragma warning restore IDE1006, CA1812
}

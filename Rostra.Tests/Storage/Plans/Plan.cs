using System.Text.Json.Nodes;

namespace Rostra.Storage;

/// <summary>How Postgres carried out one statement, as it tells (<c>auto_explain</c>): the nodes of its plan, with what passed through each.</summary>
internal sealed class Plan(JsonNode told)
{
    private readonly JsonObject[] _nodes = [.. Below(told["Plan"]!)];

    /// <summary>Asked by a test or by Npgsql, which has itself told all types: no table of ours is in it.</summary>
    public bool IsAboutServer =>
        told["Query Text"]!.GetValue<string>().Contains("pg_stat_file", StringComparison.Ordinal) || _nodes.Any(node => Text(node, "Relation Name")?.StartsWith("pg_", StringComparison.Ordinal) == true);

    /// <summary>Tables that were read from end to end.</summary>
    public IEnumerable<string> SeqScans => Scans("Seq Scan").Concat(Scans("Parallel Seq Scan")).Select(node => Text(node, "Relation Name")!);

    /// <summary>Indexes that answered without their table.</summary>
    public IEnumerable<string> IndexOnlyScans => Scans("Index Only Scan").Select(node => Text(node, "Index Name")!);

    /// <summary>Rows of tables that were looked at, found or not.</summary>
    public double RowsRead => _nodes
        .Where(node => node.ContainsKey("Relation Name") && Text(node, "Node Type") is "Seq Scan" or "Index Scan" or "Index Only Scan" or "Bitmap Heap Scan" or "Tid Scan")
        .Sum(node => (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Index Recheck")) * Number(node, "Actual Loops"));

    /// <summary>Rows that went into the largest sort.</summary>
    public double RowsSorted => _nodes
        .Where(node => Text(node, "Node Type") is "Sort" or "Incremental Sort")
        .Select(node => Children(node).Sum(child => Number(child, "Actual Rows")))
        .DefaultIfEmpty(0).Max();

    public override string ToString() => told.ToJsonString(new() { WriteIndented = true });

    private IEnumerable<JsonObject> Scans(string type) => _nodes.Where(node => Text(node, "Node Type") == type);

    private static IEnumerable<JsonObject> Below(JsonNode node) => [node.AsObject(), .. Children(node.AsObject()).SelectMany(Below)];

    private static IEnumerable<JsonObject> Children(JsonObject node) => node["Plans"]?.AsArray().Select(child => child!.AsObject()) ?? [];

    private static string? Text(JsonObject node, string name) => node[name]?.GetValue<string>();

    private static double Number(JsonObject node, string name) => node[name]?.GetValue<double>() ?? 0;
}

using Rostra.Architecture;
using Xunit;

namespace Rostra.Topology;

/// <summary>What a cluster's processes are told is a setting that somebody can look up.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Every_variable_is_in_the_table_of_settings()
    {
        var table = File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();
        var named = table.SelectMany(Names).ToHashSet();
        Assert.All(Settings.OfSilos.Concat(Settings.OfGateways), setting => Assert.Contains(setting, named));
    }

    // "`Orleans__Endpoints__SiloPort`, `…__GatewayPort`": the second goes on where the first's last part begins.
    private static IEnumerable<string> Names(string row)
    {
        var names = row.Split('|')[1].Split('`').Where((_, index) => index % 2 == 1).ToList();
        var section = names[0].Contains("__", StringComparison.Ordinal) ? names[0][..names[0].LastIndexOf("__", StringComparison.Ordinal)] : "";
        return names.Select(name => name.StartsWith('…') ? section + name[1..] : name);
    }
}

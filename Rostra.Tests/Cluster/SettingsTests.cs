using Rostra.Configuration;
using Xunit;

namespace Rostra.Topology;

/// <summary>What a cluster's processes are told is a setting that somebody can look up.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Every_variable_is_in_the_table_of_settings()
    {
        var named = SettingsTable.All.Select(setting => setting.Name == "urls" ? "ASPNETCORE_URLS" : setting.Variable).ToHashSet();
        Assert.All(Settings.OfSilos.Concat(Settings.OfGateways), setting => Assert.Contains(setting, named));
    }
}

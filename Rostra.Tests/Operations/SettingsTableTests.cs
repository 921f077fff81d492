using System.Globalization;
using Microsoft.Extensions.Configuration;
using Rostra.Accounts;
using Rostra.Allowances;
using Rostra.Architecture;
using Rostra.Configuration;
using Rostra.Fencing;
using Rostra.Hosting;
using Rostra.Hosting.Tls;
using Rostra.Realtime;
using Rostra.Rooms;
using Rostra.Rooms.Log;
using Rostra.Telemetry;
using Xunit;

namespace Rostra.Operations;

/// <summary>The table of settings says what the classes that read them say, and the page says what the table says.</summary>
public sealed class SettingsTableTests
{
    private static readonly (string Section, object Options)[] Classes =
    [
        ("Rostra:Limits", new RoomOptions()), ("Rostra:Limits", new AllowanceOptions()), ("Rostra:Limits", new AccountOptions()), ("Rostra:Limits", new GatewayLimits()),
        ("Rostra:Limits", new DoorLimits()), ("Rostra:Limits", new RealtimeLimits()), (RoomLogOptions.Section, new RoomLogOptions()), (PresenceOptions.Section, new PresenceOptions()),
        (ClusterTimes.Section, new ClusterTimes()), (FencingOptions.Section, new FencingOptions()), (TokenOptions.Section, new TokenOptions()), (EntryOptions.Section, new EntryOptions()), ("Rostra", new PublicAddress()), (ClusterTls.Section, new ClusterTls()),
        (ManagementAddress.Section, new ManagementAddress()), (TelemetryOptions.Section, new TelemetryOptions()), (DashboardOptions.Section, new DashboardOptions()), (RetentionTimes.Section, new RetentionTimes()),
    ];

    public static TheoryData<string> Read => [.. Classes.SelectMany(each => Properties(each.Options).Select(property => $"{each.Section}:{property.Name}")).Distinct()];

    [Theory]
    [MemberData(nameof(Read))]
    public void What_a_class_reads_is_in_the_table_with_its_kind_and_its_default(string name)
    {
        var readers = Classes.Where(each => name.StartsWith($"{each.Section}:", StringComparison.Ordinal))
            .Select(each => (each.Options, Property: each.Options.GetType().GetProperty(name[(each.Section.Length + 1)..]))).Where(each => each.Property is { CanWrite: true }).ToList();
        Assert.NotEmpty(readers);
        Assert.All(readers, each =>
        {
            var value = each.Property!.GetValue(each.Options);
            var setting = Assert.Single(SettingsTable.All, setting => setting.Name == (value is string[] ? $"{name}:0" : name));
            if (value is not (string[] or null))
            {
                Assert.Equal(Written(value), setting.Default);
            }

            Assert.Contains(setting.Kind, Kinds(each.Property!.PropertyType));
        });
    }

    [Fact]
    public void What_is_in_the_table_is_read_by_somebody()
    {
        var sources = Directory.GetDirectories(Repository.Root, "Rostra.*").Where(project => !project.EndsWith("Rostra.Tests", StringComparison.Ordinal))
            .SelectMany(project => Directory.GetFiles(project, "*.cs", SearchOption.AllDirectories))
            .Where(file => !Path.GetFileName(file).StartsWith("SettingsTable", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();
        var read = Read.Select(row => row.Data).ToHashSet();
        var others = SettingsTable.All.Select(setting => setting.IsList ? setting.Name[..^2] : setting.Name).Where(name => !read.Contains(name));

        Assert.All(others, name => Assert.Contains(sources, source =>
            source.Contains($"\"{name}\"", StringComparison.Ordinal) || source.Contains($"\"{name[(name.LastIndexOf(':') + 1)..]}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_default_is_one_that_may_be_set()
    {
        var defaults = SettingsTable.All.Where(setting => setting.Default.Length > 0).ToDictionary(setting => setting.Name, setting => (string?)setting.Default);
        Assert.Empty(SettingsCheck.FaultsOf(new ConfigurationBuilder().AddInMemoryCollection(defaults).Build()));
    }

    [Fact]
    public void The_page_is_that_of_the_table() =>
        Assert.Equal(SettingsPage.Write(), File.ReadAllText(Path.Combine(Repository.Root, "docs", "settings.md")));

    private static IEnumerable<System.Reflection.PropertyInfo> Properties(object options) => options.GetType().GetProperties().Where(property => property.CanWrite);

    private static string Written(object value) => value switch
    {
        TimeSpan time => time.ToString(time.Milliseconds == 0 ? "c" : "hh':'mm':'ss'.'FFF", CultureInfo.InvariantCulture),
        bool isOn => isOn ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static SettingKind[] Kinds(Type type) =>
        type == typeof(int) || type == typeof(long) ? [SettingKind.Whole]
        : type == typeof(double) ? [SettingKind.Number]
        : type == typeof(TimeSpan) ? [SettingKind.Duration]
        : type == typeof(bool) ? [SettingKind.Switch]
        : type == typeof(Uri) ? [SettingKind.Url]
        : [SettingKind.Text, SettingKind.Url, SettingKind.Urls, SettingKind.Network];
}

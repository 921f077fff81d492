using Microsoft.Extensions.Configuration;
using Rostra.Configuration;
using Xunit;

namespace Rostra.Operations;

/// <summary>What is wrong with settings is told before anything starts, all of it, and with the way out.</summary>
public sealed class SettingsCheckTests
{
    [Fact]
    public void Nothing_set_is_right() => Assert.Empty(FaultsOf([]));

    [Theory]
    [InlineData("Rostra:Limits:SendBrust", "5", "Rostra:Limits:SendBrust is not a setting. Is Rostra:Limits:SendBurst meant (Rostra__Limits__SendBurst)?")]
    [InlineData("Rostra:TextMax", "5", "Rostra:TextMax is not a setting. Is Rostra:Limits:TextMax meant (Rostra__Limits__TextMax)?")]
    [InlineData("Rostra:KnownProxy", "::1", "Rostra:KnownProxy is not a setting. Is Rostra:KnownProxies:0 meant (Rostra__KnownProxies__0)?")]
    [InlineData("Rostra:Limits", "5", "Rostra:Limits is not a setting")]
    [InlineData("Rostra:Zzzzzzzzzzzzzzzz", "5", "Rostra:Zzzzzzzzzzzzzzzz is not a setting: docs/settings.md has those there are.")]
    [InlineData("Rostra:Limits:TextMax", "many", "Rostra:Limits:TextMax must be a whole number; it is 'many'.")]
    [InlineData("Rostra:Limits:TextMax", "0", "Rostra:Limits:TextMax must be more than 0; it is '0'.")]
    [InlineData("Rostra:Limits:TextMax", "100001", "Rostra:Limits:TextMax must be at most 100000; it is '100001'.")]
    [InlineData("Rostra:Limits:SendsPerSecond", "NaN", "Rostra:Limits:SendsPerSecond must be a number; it is 'NaN'.")]
    [InlineData("Rostra:Presence:Grace", "5s", "Rostra:Presence:Grace must be a time such as 00:00:05; it is '5s'.")]
    [InlineData("Rostra:Tokens:Lifetime", "00:00:09", "Rostra:Tokens:Lifetime must be at least 10 s; it is '00:00:09'.")]
    [InlineData("Rostra:Limits:CountLoopback", "yes", "Rostra:Limits:CountLoopback must be true or false; it is 'yes'.")]
    [InlineData("Rostra:PublicUrl", "chat.example.org", "Rostra:PublicUrl must be an address with http:// or https://; it is 'chat.example.org'.")]
    [InlineData("Rostra:Management:Urls", "http://+:1;localhost", "Rostra:Management:Urls must be addresses with http:// or https://, separated by semicolons; it is 'http://+:1;localhost'.")]
    [InlineData("Rostra:KnownProxies:1", "proxy", "Rostra:KnownProxies:1 must be an IP address or a network such as 10.0.0.0/8; it is 'proxy'.")]
    [InlineData("Rostra:Limits:RoomNameMin", "51", "Rostra:Limits:RoomNameMin must not be more than Rostra:Limits:RoomNameMax.")]
    [InlineData("Rostra:Limits:PasswordMin", "7", "Rostra:Limits:PasswordMin must be at least 8; it is '7'.")]
    [InlineData("Rostra:Limits:PasswordMax", "20", "Rostra:Limits:PasswordMax must be at least 64; it is '20'.")]
    [InlineData("Rostra:Accounts:Registration", "Opne", "Rostra:Accounts:Registration must be Open or Invite or Closed; it is 'Opne'.")]
    [InlineData("Rostra:Accounts:Registration", "7", "Rostra:Accounts:Registration must be Open or Invite or Closed; it is '7'.")]
    [InlineData("Orleans:Endpoints:SiloPort", "70000", "Orleans:Endpoints:SiloPort must be at most 65535; it is '70000'.")]
    public void A_fault_is_named_with_the_way_out(string name, string value, string fault) =>
        Assert.StartsWith(fault, Assert.Single(FaultsOf(new() { [name] = value })), StringComparison.Ordinal);

    [Fact]
    public void All_faults_are_told_at_once() => Assert.Equal(4, FaultsOf(new()
    {
        ["Rostra:Limits:TextMaxx"] = "1", ["Rostra:Limits:TextMax"] = "-1", ["Rostra:Presence:Lease"] = "soon", ["Rostra:PublicUrl"] = "x",
    }).Count);

    [Theory]
    [InlineData("rostra:limits:textmax", "5")]
    [InlineData("Rostra:KnownProxies:7", "10.0.0.0/8")]
    [InlineData("Rostra:Management:Urls", "")]
    [InlineData("Rostra:Management:Urls", "http://*:5081;https://[::1]:5082")]
    [InlineData("Rostra:Accounts:Registration", "invite")]
    [InlineData("Logging:LogLevel:Default", "Warning")]
    public void What_may_be_is_let_be(string name, string value) => Assert.Empty(FaultsOf(new() { [name] = value }));

    [Fact]
    public void A_name_of_an_earlier_version_does_nothing() =>
        Assert.Empty(SettingsCheck.FaultsOf(Configuration(new() { ["Rostra:Old"] = "1" }), SettingsTable.All, ["Rostra:Old"]));

    [Fact]
    public void A_secret_is_never_repeated() => Assert.All(
        SettingsTable.All.Where(setting => setting.IsSecret),
        secret => Assert.DoesNotContain(FaultsOf(new() { [secret.Name] = "hush" }), fault => fault.Contains("hush", StringComparison.Ordinal)));

    private static IReadOnlyList<string> FaultsOf(Dictionary<string, string?> settings) => StartCheck.FaultsOf(Configuration(settings));

    private static IConfiguration Configuration(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}

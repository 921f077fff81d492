using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Rostra.Doctor;
using Rostra.Hosting;
using Rostra.Testing;
using Xunit;

namespace Rostra.Operations;

/// <summary>What a proxy in front of a running Rostra does wrong is found from outside.</summary>
public sealed class DoctorDoorTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly TestDirectory _client = new("rostra-door-");
    private RostraCluster? _rostra;

    private string Url => _rostra!.Gateways[0].Url;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_client.Path, "index.html"), """<html><script type="module" src="./assets/main.js"></script></html>""", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(_client.Path, "assets"));
        await File.WriteAllTextAsync(Path.Combine(_client.Path, "assets", "main.js"), "1", TestContext.Current.CancellationToken);
        _rostra = await RostraCluster.Standalone(postgres, setup => setup.Settings = new Dictionary<string, string?> { [ClientFiles.Setting] = _client.Path });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_proxy_that_does_all_is_well(bool keepsSubPath)
    {
        await using var gateway = await _rostra!.AddGateway(host => host.Configuration["Rostra:PublicUrl"] = "https://example.org/chat");
        await using var proxy = await SmallProxy.Start(gateway.Url, subPath: "/chat", keepsSubPath: keepsSubPath);
        foreach (var check in DoorCheck.All)
        {
            Assert.Equal((check.Name, Verdict.Well), (check.Name, (await Look(new Uri(proxy.Url, "/chat"), check)).Verdict));
        }
    }

    [Fact]
    public async Task A_door_that_is_shut_or_leads_elsewhere()
    {
        DoctorChecksTests.Said(await Look(new Uri("http://127.0.0.1:1"), new DoorOpens()), Verdict.Wrong, "does not answer");
        await using var proxy = await SmallProxy.Start(Url, subPath: "/chat");
        DoctorChecksTests.Said(await Look(proxy.Url, new DoorOpens()), Verdict.Wrong, "something else than Rostra");
    }

    [Fact]
    public async Task A_proxy_that_does_not_say_the_host()
    {
        await using var proxy = await SmallProxy.Start(Url, leavesOut: "host");
        DoctorChecksTests.Said(await Look(proxy.Url, new OriginMatches()), Verdict.Wrong, "foreign page");
    }

    [Fact]
    public async Task A_proxy_that_blocks_web_sockets()
    {
        await using var proxy = await SmallProxy.Start(Url, leavesOut: "upgrade");
        DoctorChecksTests.Said(await Look(proxy.Url, new WebSocketsPass()), Verdict.Wrong, "does not reach Rostra");
    }

    [Fact]
    public async Task A_sub_path_that_Rostra_was_not_told_of()
    {
        await using var proxy = await SmallProxy.Start(Url, subPath: "/chat");
        DoctorChecksTests.Said(await Look(new Uri(proxy.Url, "/chat"), new PageIsServed()), Verdict.Wrong, "main.js is not");
    }

    [Fact]
    public async Task A_proxy_that_takes_headers_away()
    {
        await using var proxy = await SmallProxy.Start(Url, leavesOut: "headers");
        DoctorChecksTests.Said(await Look(proxy.Url, new HeadersArrive()), Verdict.Doubtful, "Content-Security-Policy");
    }

    [Fact]
    public async Task Operators_pages_that_everybody_can_read()
    {
        await using var gateway = await _rostra!.AddGateway(host => host.AddManagement("gateway", "http://127.0.0.1:0"));
        var management = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<ManagementListener>(gateway.Services).Urls.Single();
        DoctorChecksTests.Said(await Look(new Uri(management), new OperatorsPagesAreHidden()), Verdict.Wrong, "Everybody");
    }

    [Fact]
    public async Task The_whole_of_it_is_told_to_people_and_to_programs()
    {
        var (people, programs) = (new StringWriter(), new StringWriter());
        string[] settings = [$"--ConnectionStrings:Postgres={_rostra!.ConnectionString}", $"--Rostra:DataDirectory={_client.Path}", "--urls=http://127.0.0.1:0", "--url", Url];

        Assert.Equal(1, await DoctorCommand.Run(settings, people, TestContext.Current.CancellationToken));
        Assert.Contains("✗ database durability", people.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"\d+ wrong, \d+ doubtful\.\s*$", people.ToString());

        Assert.Equal(1, await DoctorCommand.Run(["--json", .. settings], programs, TestContext.Current.CancellationToken));
        var json = JsonDocument.Parse(programs.ToString()).RootElement;
        Assert.Equal(json.GetProperty("wrong").GetInt32(), json.GetProperty("findings").EnumerateArray().Count(finding => finding.GetProperty("verdict").GetString() == "wrong"));
        Assert.Equal(DoctorCommand.Checks.Count, json.GetProperty("findings").GetArrayLength());

        Assert.Equal(2, await DoctorCommand.Run(["--nonsense"], TextWriter.Null, TestContext.Current.CancellationToken));
        Assert.Equal(0, await DoctorCommand.Run(["--help"], TextWriter.Null, TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await (_rostra?.DisposeAsync() ?? ValueTask.CompletedTask);
        _client.Dispose();
    }

    private static async Task<Finding> Look(Uri door, DoorCheck check)
    {
        await using var patient = new Patient(new ConfigurationBuilder().Build(), door, 1);
        return await new AtTheDoor(check).Look(patient, TestContext.Current.CancellationToken);
    }
}

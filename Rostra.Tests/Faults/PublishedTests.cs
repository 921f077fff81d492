using System.Diagnostics;
using System.Globalization;
using Rostra.Architecture;
using Rostra.Clients;
using Rostra.Standalone;
using Rostra.Testing;
using Rostra.Topology;
using Member = Rostra.Topology.Member;
using Xunit;

namespace Rostra.Faults;

/// <summary>What <c>dotnet publish</c> makes is a folder that needs nothing of the checkout: it is started elsewhere, and people talk.</summary>
[Collection(nameof(Processes))]
[Trait("Set", "long")]
public sealed class PublishedTests : IDisposable
{
    private readonly TestDirectory _directory = new("rostra-published-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_published_standalone_server_brings_its_page_and_its_database()
    {
        var folder = await Published("Rostra.Standalone");
        await using var rostra = await StandaloneProcess.StartProgram(Path.Combine(folder, "Rostra.Standalone"), Path.Combine(_directory.Path, "data"));
        await Talk(new Uri(rostra.Url));
        using var http = new HttpClient();
        Assert.Contains("<script", await http.GetStringAsync(new Uri(rostra.Url), Cancellation), StringComparison.Ordinal);
        Assert.Equal(0, await rostra.Signal("TERM"));
    }

    [Fact]
    public async Task Published_silos_and_gateways_make_a_cluster()
    {
        var (silo, gateway) = (await Published("Rostra.Silo"), await Published("Rostra.Gateway"));
        var plan = new ClusterPlan { Silos = 1, Gateways = 1, Durable = false, Configure = Replace };
        await using var cluster = await LocalCluster.Start(plan, Cancellation);
        await Talk(cluster.Url);

        void Replace(Member member)
        {
            if (member is RostraMember rostra) rostra.ProgramDirectory = member is SiloMember ? silo : gateway;
        }
    }

    public void Dispose() => _directory.Dispose();

    private static async Task Talk(Uri url)
    {
        await using var ann = await RostraClient.Open(new() { Url = url, Username = "ann", Email = "ann@example.org", Password = TestAccount.Password }, Cancellation);
        var room = await ann.CreateRoom("lobby", cancellation: Cancellation);
        Assert.Equal(2, (await ann.Send(room.Id, "hello", cancellation: Cancellation)).Message.Id);
    }

    private async Task<string> Published(string project)
    {
        var folder = Path.Combine(_directory.Path, project);
        var start = new ProcessStartInfo("dotnet", ["publish", Path.Combine(Repository.Root, project), "--configuration", "Release", "--output", folder, "-v", "q", "--nologo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, $"{project} is not published\n{await output}{await errors}");
        var size = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{project}: {size / 1e6:0} MB"));
        return folder;
    }
}

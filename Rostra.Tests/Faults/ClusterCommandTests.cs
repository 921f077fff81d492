using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Rostra.Postgres;
using Rostra.Processes;
using Rostra.Testing;
using Rostra.Topology;
using Xunit;

namespace Rostra.Faults;

/// <summary><c>./cluster</c> as a person uses it, with somebody who goes on talking through the balancer.</summary>
[Collection(nameof(Processes))]
[Trait("Set", "short")]
public sealed class ClusterCommandTests : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(Programs.Built("Rostra.Cluster"), "Rostra.Cluster");

    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"rostra-command-{Guid.NewGuid():N}");
    private readonly PortBlock _ports = PortBlock.Free();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Url => new($"http://localhost:{_ports.Balancer}");

    [Fact]
    public async Task A_cluster_goes_up_is_hurt_is_healed_and_goes_down()
    {
        var up = await Run("up", "--silos", "2", "--gateways", "2", "--port", $"{_ports.Balancer}");
        Assert.StartsWith($"Rostra is ready at http://localhost:{_ports.Balancer}", up.LastLine, StringComparison.Ordinal);
        var cluster = StoredPlan.Read(_directory)!.Open(_directory, _ => { });
        while ((await Run("status")).ExitCode != 0)
        {
        }

        var ada = await Register();
        var room = (await (await ada.PostAsJsonAsync("/api/rooms", new { name = "lobby" }, Cancellation)).Json()).GetProperty("id").GetGuid();
        await using (var hub = await Connect(ada))
        {
            Assert.Equal(2, await Say(hub, room, "before"));
            await Run("kill", "silo", "2");
            Assert.Equal(3, await Say(hub, room, "a silo is dead"));
        }

        await Run("start", "silo", "2");
        await Run("kill", "gateway", "1");
        Assert.Equal(MemberState.Killed, cluster.Gateways[0].State);
        Assert.Equal(1, (await Run("status")).ExitCode);
        await using (var hub = await Connect(ada))
        {
            Assert.Equal(4, await Say(hub, room, "a gateway is dead"));
        }

        await Run("start", "gateway", "1");
        await Run("stop", "gateway", "2");
        await using (var hub = await Connect(ada))
        {
            Assert.Equal(5, await Say(hub, room, "another stopped"));
        }

        await ComesBackBy(cluster.Gateways[0]);
        cluster.Keeper.Process!.Kill();
        var pids = cluster.Members.Select(member => member.Process).OfType<ProcessIdentity>().ToList();
        Assert.Equal(6, pids.Count);
        Assert.Equal(0, (await Run("down")).ExitCode);
        Assert.DoesNotContain(pids, process => process.Lives);
        // They were asked for their health again and again, which is not worth a line.
        Assert.All(cluster.Members, member => Assert.DoesNotContain("/health/", File.ReadAllText(member.LogFile), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_one_line()
    {
        Assert.Contains("1 to 15 silos", (await RunAnyway("up", "--silos", "0")).Errors, StringComparison.Ordinal);
        Assert.StartsWith("There is no cluster in ", (await RunAnyway("status")).Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("down")).ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        await RunAnyway("down", "--now", "--erase");
        _ports.Dispose();
    }

    /// <summary>Killed by hand, not by command: as if it had fallen over.</summary>
    private static async Task ComesBackBy(Member member)
    {
        var before = member.Process!;
        before.Kill();
        await before.Ended(Cancellation);
        await member.WaitReady(Cancellation);
        Assert.NotEqual(before, member.Process);
    }

    private async Task<ToolResult> Run(params string[] command)
    {
        var answer = await RunAnyway(command);
        Assert.True(answer.Errors.Length == 0, answer.Errors);
        return answer;
    }

    private Task<ToolResult> RunAnyway(params string[] command) => Tool.Run(Program, [.. command, "--directory", _directory], user: null, Cancellation);

    private async Task<HttpClient> Register()
    {
        var http = new HttpClient { BaseAddress = Url };
        var answer = await http.PostAsJsonAsync("/api/auth/register", new { username = "ada", email = "ada@example.org", password = "correct horse battery" }, Cancellation);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Json()).GetProperty("accessToken").GetString());
        return http;
    }

    private async Task<HubConnection> Connect(HttpClient person)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(Url, "/hub"), options =>
            {
                options.SkipNegotiation = true;
                options.Transports = HttpTransportType.WebSockets;
                options.AccessTokenProvider = () => Task.FromResult(person.DefaultRequestHeaders.Authorization!.Parameter);
            })
            .Build();
        await hub.StartAsync(Cancellation);
        await hub.InvokeAsync<JsonElement>("Hello", new { cursors = Array.Empty<object>() }, Cancellation);
        return hub;
    }

    /// <summary>As a client does: the same message again while its fate is unknown. Answers its place.</summary>
    private static async Task<long> Say(HubConnection hub, Guid roomId, string text)
    {
        var clientId = Guid.CreateVersion7();
        while (true)
        {
            var answer = await hub.InvokeAsync<JsonElement>("SendMessage", new { roomId, clientId, text }, Cancellation);
            if (answer.TryGetProperty("value", out var posted))
            {
                return posted.GetProperty("message").GetProperty("id").GetInt64();
            }

            Assert.Equal("busy", answer.GetProperty("refusal").GetProperty("code").GetString());
        }
    }
}

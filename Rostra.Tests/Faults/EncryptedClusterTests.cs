using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Rostra.Clients;
using Rostra.Safety;
using Rostra.Testing;
using Rostra.Topology;
using Xunit;

namespace Rostra.Faults;

/// <summary>Silos, gateways and Redis as processes that speak TLS with each other, told so as an operator tells them: by environment variables.</summary>
[Collection(nameof(Processes))]
[Trait("Set", "short")]
public sealed class EncryptedClusterTests : IDisposable
{
    private const string Password = "5b1f0c7a9e3d4f68a2c4e6081b3d5f7a";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly Authority _ours = new();
    private readonly Authority _others = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _ours.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task Messages_pass_and_a_process_that_shows_no_certificate_of_the_cluster_stays_outside()
    {
        await using var cluster = await LocalCluster.Start(
            new ClusterPlan { Silos = 2, Gateways = 2, Durable = false, Restarts = false, Configure = member => Tell(member, _ours.Settings()) }, Cancellation);
        using var first = new Api(cluster.Gateways[0].Url);
        using var second = new Api(cluster.Gateways[1].Url);
        var room = await Talk(first, second);
        var gateway = cluster.Gateways[1];

        foreach (var stranger in new[] { null, _others.Settings() })
        {
            await gateway.Stop();
            foreach (var setting in _ours.Settings().Keys)
            {
                gateway.Environment.Remove(Variable(setting));
            }

            Tell(gateway, stranger ?? []);
            var before = Refusals(cluster);
            await gateway.Start(Cancellation);
            while (Refusals(cluster) == before)
            {
                await Task.Delay(LookEvery, Cancellation);
            }

            Assert.False(await gateway.IsReady(Cancellation));
            (await Says(first, room)).OrThrow("Sending"); // And nobody else is the worse for it.
        }

        await gateway.Stop();
        Tell(gateway, _ours.Settings());
        await gateway.Start(Cancellation);
        await gateway.WaitReady(Cancellation);
        await Talk(first, second);
    }

    [Fact]
    public async Task Redis_is_reached_by_TLS_where_its_connection_string_says_so()
    {
        using var certificate = _ours.Signs(out var certificatePath, out var keyPath, host: "localhost");
        using var directory = new TestDirectory("rostra-redis-");
        var port = FreePort();
        using var redis = Process.Start(
            "redis-server",
            ["--port", "0", "--tls-port", $"{port}", "--tls-cert-file", certificatePath, "--tls-key-file", keyPath, "--tls-ca-cert-file", _ours.CaPath,
                "--tls-auth-clients", "no", "--requirepass", Password, "--save", "", "--dir", directory.Path, "--logfile", Path.Combine(directory.Path, "log")]);
        try
        {
            await using var cluster = await LocalCluster.Start(
                new ClusterPlan
                {
                    Silos = 1,
                    Gateways = 1,
                    Durable = false,
                    Restarts = false,
                    Configure = member =>
                    {
                        if (member is RostraMember)
                        {
                            member.Environment["ConnectionStrings__Redis"] = $"localhost:{port},ssl=true,password={Password}";
                            member.Environment["SSL_CERT_FILE"] = _ours.CaPath; // .NET's name for it: whom this process believes.
                        }
                    },
                },
                Cancellation);
            using var api = new Api(cluster.Gateways[0].Url);
            await Talk(api, api);
            Assert.Equal(":0", await cluster.Redis.Ask("DBSIZE", Cancellation)); // The other one, without TLS, was not asked.
        }
        finally
        {
            redis.Kill();
            await redis.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static void Tell(Topology.Member member, Dictionary<string, string?> settings)
    {
        if (member is RostraMember)
        {
            foreach (var (setting, value) in settings)
            {
                member.Environment[Variable(setting)] = value!;
            }
        }
    }

    /// <summary>Two people at two gateways, of whom one says something that the other reads.</summary>
    private static async Task<(Account Who, Guid Room)> Talk(Api first, Api second)
    {
        var (ada, ben) = (await Enter(first), await Enter(second));
        var room = (await first.Post<Room>("/api/rooms", await ada.Token(first, Cancellation), new { name = $"room {Guid.NewGuid():N}" }, Cancellation)).OrThrow("Making a room").Id;
        (await second.Post<Room>($"/api/rooms/{room}/join", await ben.Token(second, Cancellation), new { }, Cancellation)).OrThrow("Joining");
        var said = (await Says(first, (ada, room))).OrThrow("Sending").Message;
        Assert.Equal(said.Text, (await second.Get<Message>($"/api/rooms/{room}/messages/{said.Id}", await ben.Token(second, Cancellation), Cancellation)).OrThrow("Reading").Text);
        return (ada, room);
    }

    private static async Task<Answer<Posted>> Says(Api api, (Account Who, Guid Room) at) => await api.Post<Posted>(
        $"/api/rooms/{at.Room}/messages", await at.Who.Token(api, Cancellation), new { clientId = Guid.CreateVersion7(), text = "through TLS" }, Cancellation);

    private static async Task<Account> Enter(Api api)
    {
        var name = $"u{Guid.NewGuid():N}"[..20];
        var account = new Account(name, $"{name}@example.org", "correct horse 9");
        await account.Enter(api, Cancellation);
        return account;
    }

    private static int Refusals(LocalCluster cluster) =>
        cluster.Silos.Sum(silo => File.ReadLines(silo.LogFile).Count(line => line.Contains("showed no certificate of this cluster", StringComparison.Ordinal)));

    private static string Variable(string setting) => setting.Replace(":", "__", StringComparison.Ordinal);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Rostra.Hosting;
using Rostra.Hosting.Safety;
using Rostra.Testing;
using Xunit;

namespace Rostra.Safety;

/// <summary>TLS between silos and gateways: who shows a certificate of the cluster's authority is let in, and nobody else.</summary>
[Trait("Set", "slow")]
public sealed class ClusterTlsTests(PostgresServer postgres) : IDisposable
{
    private readonly Authority _ours = new();
    private readonly Authority _others = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _ours.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task Two_silos_and_two_gateways_of_one_authority_carry_what_people_say()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 2, gateways: 2, setup => setup.Settings = _ours.Settings());
        var (ada, ben) = (await rostra.Gateways[0].Register(), await rostra.Gateways[1].Register());

        foreach (var _ in Enumerable.Range(0, 4)) // Rooms at either silo.
        {
            var room = await ada.Creates();
            await ben.Joins(room);
            var said = await ada.Says(room, "through TLS");
            Assert.Equal("through TLS", (await ben.Asks(HttpMethod.Get, $"/api/rooms/{room}/messages/{said}")).GetProperty("text").GetString());
        }
    }

    [Fact]
    public async Task A_gateway_of_another_authority_is_not_let_in_and_one_of_ours_is()
    {
        ClusterSetup? settings = null;
        await using var rostra = await RostraCluster.Start(postgres, setup: setup => (settings = setup).Settings = _ours.Settings());

        settings!.Settings = _others.Settings(trusted: _ours);
        await Assert.ThrowsAnyAsync<Exception>(() => rostra.AddGateway());
        settings.Settings = _ours.Settings();
        var ada = await (await rostra.AddGateway()).Register();
        await ada.Says(await ada.Creates(), "in");
    }

    [Fact]
    public async Task Neither_port_of_a_silo_answers_whoever_shows_none_or_another_s()
    {
        await using var rostra = await RostraCluster.Start(postgres, setup: setup => setup.Settings = _ours.Settings());
        var ports = rostra.Silos[0].Services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        using var ours = _ours.Signs(out _, out _);
        using var serverOnly = _ours.Signs(out _, out _, asClient: false);
        using var expired = _ours.Signs(out _, out _, fromDay: -30, toDay: -1);
        using var others = _others.Signs(out _, out _);

        foreach (var port in new[] { ports.SiloPort, ports.GatewayPort })
        {
            await using var welcome = await Knock(port, ours);
            var answer = welcome.ReadAsync(new byte[1], Cancellation);
            foreach (var certificate in new[] { null, serverOnly, expired, others })
            {
                await using var refused = await Knock(port, certificate);
                Assert.True(await Ends(refused));
            }

            Assert.True(!answer.IsCompleted || await answer > 0); // Spoken to, or waited for.
        }
    }

    [Fact]
    public void Files_that_fit_are_taken_and_make_public_ports_safe()
    {
        Assert.Empty(Faults(_ours.Settings()));
        Assert.Empty(Faults([]));

        var publicSilo = new Dictionary<string, string?>(_ours.Settings()) { ["Orleans:Endpoints:AdvertisedIPAddress"] = "203.0.113.7" };
        Assert.Empty(Faults(publicSilo));
        Assert.Contains("no login", Assert.Single(Faults(new() { ["Orleans:Endpoints:AdvertisedIPAddress"] = "203.0.113.7" })), StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_missing_is_told_at_once()
    {
        var faults = Faults(new() { ["Rostra:ClusterTls:CaPath"] = "/nowhere/ca.pem" });

        Assert.Equal(
            ["Rostra__ClusterTls__CaPath cannot", "Rostra__ClusterTls__CertificatePath is", "Rostra__ClusterTls__KeyPath is"],
            faults.Select(fault => string.Join(' ', fault.Split(' ')[..2])));
        Assert.DoesNotContain(faults, fault => fault.Contains("nowhere", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_that_do_not_fit_are_refused()
    {
        var good = _ours.Settings();
        using var expired = _ours.Signs(out var expiredCertificate, out var expiredKey, fromDay: -30, toDay: -1);
        using var serverOnly = _ours.Signs(out var serverCertificate, out var serverKey, asClient: false);
        var bundle = Path.Combine(Path.GetDirectoryName(_ours.CaPath)!, "bundle.pem");
        var many = Enumerable.Range(0, 5).Select(_ => new Authority()).ToList();
        File.WriteAllText(bundle, string.Join('\n', many.Select(authority => File.ReadAllText(authority.CaPath)).Append(File.ReadAllText(_ours.CaPath))));
        many.ForEach(authority => authority.Dispose());

        Refused("is not signed by the authority", ("CaPath", _others.CaPath));
        Refused("is not valid today", ("CertificatePath", expiredCertificate), ("KeyPath", expiredKey));
        Refused("not for both ends", ("CertificatePath", serverCertificate), ("KeyPath", serverKey));
        Refused("is not the certificate's key", ("KeyPath", expiredKey));
        Refused("holds no certificate in PEM", ("CertificatePath", good["Rostra:ClusterTls:KeyPath"]!));
        Refused("signs itself", ("CaPath", good["Rostra:ClusterTls:CertificatePath"]!));
        Refused("names 6 authorities", ("CaPath", bundle));

        void Refused(string sentence, params (string Name, string Path)[] changes)
        {
            var settings = new Dictionary<string, string?>(good);
            foreach (var (name, path) in changes)
            {
                settings[$"Rostra:ClusterTls:{name}"] = path;
            }

            Assert.Contains(sentence, Assert.Single(Faults(settings)), StringComparison.Ordinal);
        }
    }

    private static IReadOnlyCollection<string> Faults(Dictionary<string, string?> settings)
    {
        settings = new(settings);
        settings.TryAdd("Orleans:Endpoints:AdvertisedIPAddress", "10.0.0.5");
        return UnsafeSettings.Of(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), ClusterTlsRules.FilesFit, SiloRules.PortsArePrivate).Lines;
    }

    /// <summary>Whoever calls is done with the handshake before it has been looked at.</summary>
    private static async Task<SslStream> Knock(int port, X509Certificate2? certificate)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port, Cancellation);
#pragma warning disable CA5359 // An intruder does not mind whom they talk to.
        var tls = new SslStream(socket.GetStream(), false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "silo",
                ClientCertificates = certificate is null ? null : new X509CertificateCollection(new X509Certificate[] { certificate }),
            },
            Cancellation);
        return tls;
    }

    private static async Task<bool> Ends(SslStream tls)
    {
        try
        {
            return await tls.ReadAsync(new byte[1], Cancellation).AsTask().WaitAsync(Waiting.Limit, Cancellation) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}

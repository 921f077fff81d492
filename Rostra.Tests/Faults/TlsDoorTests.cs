using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Rostra.Postgres;
using Rostra.Testing;
using Rostra.Topology;
using Xunit;

namespace Rostra.Faults;

/// <summary>A cluster as the Internet sees it: two gateways behind the balancer that has the certificate.</summary>
[Collection(nameof(Processes))]
[Trait("Set", "short")]
public sealed class TlsDoorTests : IDisposable
{
    private readonly TestDirectory _directory = new("rostra-door-");
    private readonly X509Certificate2 _certificate = TestCertificate.Made("localhost");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_cookie_and_socket_go_through_TLS_and_whoever_comes_without_is_led_there()
    {
        var (secure, plain) = (LoopbackPort.Free(), LoopbackPort.Free());
        var site = new Uri($"https://localhost:{secure}");
        var file = Path.Combine(_directory.Path, "site.pem");
        await File.WriteAllTextAsync(file, _certificate.ExportCertificatePem() + "\n" + _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), Cancellation);
        var plan = new ClusterPlan
        {
            Silos = 1,
            Gateways = 2,
            Durable = false,
            Configure = member =>
            {
                if (member is GatewayMember)
                {
                    member.Environment["Rostra__PublicUrl"] = site.ToString().TrimEnd('/');
                }
                else if (member is BalancerMember)
                {
                    member.Environment["ROSTRA_TLS_BIND"] = $"127.0.0.1:{secure}";
                    member.Environment["ROSTRA_CERTIFICATE"] = file;
                    member.Environment["ROSTRA_REDIRECT_BIND"] = $"127.0.0.1:{plain}";
                }
            },
        };
        await using var cluster = await LocalCluster.Start(plan, Cancellation);
        using var http = Client();

        var led = await http.GetAsync(new Uri($"http://localhost:{plain}/rooms/x?y=z"), Cancellation);
        Assert.Equal((HttpStatusCode.PermanentRedirect, "https"), (led.StatusCode, led.Headers.Location!.Scheme));
        Assert.EndsWith("/rooms/x?y=z", led.Headers.Location.ToString(), StringComparison.Ordinal);

        var page = await http.GetAsync(site, HttpCompletionOption.ResponseContentRead, Cancellation);
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (page.StatusCode, page.Version));
        Assert.NotEmpty(page.Headers.GetValues("Strict-Transport-Security"));

        var registered = await http.PostAsJsonAsync(new Uri(site, "/api/auth/register"), new { username = "ann", email = "ann@example.org", password = TestAccount.Password }, Cancellation);
        Assert.Contains("; secure", Assert.Single(registered.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
        var token = JsonElement.Parse(await registered.Content.ReadAsStringAsync(Cancellation)).GetProperty("accessToken").GetString()!;

        // As browsers do: of their own over HTTP/1.1, and within the connection that they have, by RFC 8441.
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            using var socket = await Open(http, site, token, version, site);
            Assert.Equal(WebSocketState.Open, socket.State);
        }

        var stranger = await Assert.ThrowsAsync<WebSocketException>(() => Open(http, site, token, HttpVersion.Version11, new Uri("https://evil.example")));
        Assert.Contains("403", stranger.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _directory.Dispose();
    }

    private static async Task<ClientWebSocket> Open(HttpClient http, Uri site, string token, Version version, Uri origin)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Post, new Uri(site, "/api/auth/ticket")) { Content = JsonContent.Create(new { }) };
        asked.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(asked, Cancellation);
        var ticket = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).GetProperty("ticket").GetString()!;

        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = version;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.SetRequestHeader("Origin", origin.ToString().TrimEnd('/'));
        await socket.ConnectAsync(new Uri($"wss://localhost:{site.Port}/hub?access_token={Uri.EscapeDataString(ticket)}"), http, Cancellation);
        return socket;
    }

    private HttpClient Client() => new(TestCertificate.Handler(_certificate)) { DefaultRequestVersion = HttpVersion.Version20 };
}

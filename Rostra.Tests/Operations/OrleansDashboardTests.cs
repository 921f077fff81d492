using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Rostra.Hosting;
using Rostra.Testing;
using Xunit;

namespace Rostra.Operations;

/// <summary>Orleans' own dashboard: behind a password, on the management listener, and nowhere else.</summary>
public sealed class OrleansDashboardTests(PostgresServer postgres)
{
    private const string Password = "5b1f0c7a9e3d4f68a2c4e6081b3d5f7a";

    private static readonly string[] s_paths = ["/dashboard/", "/dashboard/index.min.js", "/dashboard/version", "/dashboard/DashboardCounters", "/dashboard/ClusterStats"];

    [Fact]
    public async Task Whoever_knows_the_password_sees_it_and_nobody_else_any_of_it()
    {
        await using var rostra = await Start(Password);
        using var management = Management(rostra.Gateways[0].Services);
        using var front = rostra.Gateways[0].Client();

        foreach (var path in s_paths)
        {
            foreach (var credentials in new[] { null, Basic("ops:wrong"), Basic(Password), Basic($"ops:{Password[..^1]}"), new("Basic", "%%"), new("Bearer", Password) })
            {
                using var refused = await Ask(management, path, credentials);
                Assert.Equal((HttpStatusCode.Unauthorized, "Basic"), (refused.StatusCode, refused.Headers.WwwAuthenticate.Single().Scheme));
                Assert.Equal("", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }

            using var shown = await Ask(management, path, Basic($"ops:{Password}"));
            Assert.Equal((path, HttpStatusCode.OK), (path, shown.StatusCode));
            using var elsewhere = await Ask(front, path, Basic($"ops:{Password}"));
            Assert.Equal((path, HttpStatusCode.NotFound), (path, elsewhere.StatusCode));
        }

        foreach (var closed in new[] { "/dashboard/GrainState?grainId=1&grainType=session", "/dashboard/grainstate", "/dashboard/Trace" })
        {
            using var answer = await Ask(management, closed, Basic($"ops:{Password}"));
            Assert.Equal((closed, HttpStatusCode.NotFound), (closed, answer.StatusCode));
        }

        using var unknown = await Ask(management, "/dashboard", null);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        using var page = await Ask(management, "/dashboard", Basic($"ops:{Password}"));
        Assert.Equal("dashboard/", page.Headers.Location!.ToString()); // From there it finds what it names relative to itself.

        while (await Hosts(management) == 0) Assert.False(TestContext.Current.CancellationToken.IsCancellationRequested); // It counts them now and then.
        Assert.Equal(1, await Hosts(management));
    }

    [Fact]
    public async Task A_silo_that_is_nothing_else_has_it_too()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 1, setup: setup =>
        {
            setup.Settings = new Dictionary<string, string?> { ["Rostra:Dashboard:Password"] = Password };
            setup.ComposeSilo = host => host.AddManagement("silo", "http://127.0.0.1:0");
        });
        using var management = Management(rostra.Silos[0].Services);

        foreach (var path in s_paths)
        {
            using var refused = await Ask(management, path, null);
            using var shown = await Ask(management, path, Basic($"ops:{Password}"));
            Assert.Equal((path, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (path, refused.StatusCode, shown.StatusCode));
        }
    }

    [Fact]
    public async Task Without_a_password_there_is_none()
    {
        await using var rostra = await Start("");
        using var management = Management(rostra.Gateways[0].Services);

        foreach (var path in s_paths)
        {
            using var answer = await Ask(management, path, Basic("ops:"));
            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.StatusCode));
        }
    }

    private Task<RostraCluster> Start(string password) => RostraCluster.Standalone(postgres, setup =>
    {
        setup.Settings = new Dictionary<string, string?> { ["Rostra:Dashboard:Password"] = password };
        setup.ComposeGateway = host => host.AddManagement("standalone", "http://127.0.0.1:0");
    });

    private static HttpClient Management(IServiceProvider services) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(services.GetRequiredService<ManagementListener>().Urls.Single()) };

    private static async Task<int> Hosts(HttpClient management)
    {
        using var counters = await Ask(management, "/dashboard/DashboardCounters", Basic($"ops:{Password}"));
        using var told = JsonDocument.Parse(await counters.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return told.RootElement.GetProperty("hosts").GetArrayLength();
    }

    private static AuthenticationHeaderValue Basic(string pair) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));

    private static async Task<HttpResponseMessage> Ask(HttpClient http, string path, AuthenticationHeaderValue? credentials)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = credentials;
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

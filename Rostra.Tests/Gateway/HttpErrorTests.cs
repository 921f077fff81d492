using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

public sealed class HttpErrorTests(HttpErrorTests.WithClient shared) : IClassFixture<HttpErrorTests.WithClient>, IDisposable
{
    private readonly TestGateway _host = shared.Host;
    private readonly HttpClient _http = shared.Host.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("POST", "/API/nothing")]
    [InlineData("GET", "/api/auth/me/nothing")]
    public async Task An_unknown_path_below_api_is_401_without_a_token_and_404_with_one(string method, string path)
    {
        var ada = await _host.Register();

        await (await Send(method, path)).Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        await (await Send(method, path, ada.Token)).Refused(HttpStatusCode.NotFound, "notFound");
    }

    [Theory]
    [InlineData("/hub/nothing")]
    [InlineData("/health")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/metrics")]
    [InlineData("/dashboard/x")]
    public async Task A_reserved_path_that_is_not_here_is_404(string path) => await (await Send("GET", path)).Refused(HttpStatusCode.NotFound, "notFound");

    [Fact]
    public async Task A_wrong_method_is_405_and_says_which_would_do()
    {
        var answer = await Send("DELETE", "/api/limits");

        await answer.Refused(HttpStatusCode.MethodNotAllowed, "methodNotAllowed");
        Assert.Equal(["GET"], answer.Content.Headers.Allow);
        await (await Send("POST", "/health/live")).Refused(HttpStatusCode.MethodNotAllowed, "methodNotAllowed");
        await (await Send("POST", "/somewhere")).Refused(HttpStatusCode.MethodNotAllowed, "methodNotAllowed");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/rooms/1")]
    [InlineData("/apiary")]
    public async Task Every_other_path_is_the_clients_page(string path)
    {
        var answer = await Send("GET", path);

        Assert.Equal("<!doctype html>page", await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task A_file_with_a_hash_in_its_name_is_kept_for_ever()
    {
        var answer = await Send("GET", "/assets/index-abc123.js");

        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
        Assert.Equal("no-cache", (await Send("GET", "/assets/gone.js")).Headers.CacheControl?.ToString());
    }

    // What endpoints answer is looked at in AuthorizationTests; this is everything else.
    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/rooms/1")]
    [InlineData("HEAD", "/")]
    [InlineData("POST", "/")]
    [InlineData("GET", "/assets/index-abc123.js")]
    [InlineData("GET", "/assets/gone.js")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("DELETE", "/api/limits")]
    [InlineData("PUT", "/api/auth/login")]
    [InlineData("GET", "/api/rooms/not-an-id")]
    [InlineData("GET", "/hub?access_token=nonsense")]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/%2e%2e/%2e%2e/etc/passwd")]
    public async Task Every_answer_carries_the_headers_that_protect(string method, string path) => ProtectiveHeaders.AreOn(await Send(method, path));

    [Fact]
    public async Task Over_https_browsers_are_told_to_stay_there()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-Proto", "https"); // Of a proxy that this host knows.

        var answer = await _http.SendAsync(request, Cancellation);

        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        Assert.False((await Send("GET", "/")).Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Limits_are_told_to_anybody()
    {
        var answer = await Send("GET", "/api/limits");
        var limits = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation));

        Assert.Equal(
            """{"textMax":1000,"usernameMin":3,"usernameMax":50,"passwordMin":8,"passwordMax":128,"roomNameMin":3,"roomNameMax":50,"descriptionMax":255,"pageMax":100,"roomsMax":1000,"emojis":""",
            limits.GetRawText()[..limits.GetRawText().IndexOf('[', StringComparison.Ordinal)]);
        Assert.Equal(["👍", "👎", "❤️", "😂", "🔥", "👀", "🎉"], limits.GetProperty("emojis").EnumerateArray().Select(emoji => emoji.GetString()));
    }

    [Fact]
    public async Task A_silo_that_reads_from_its_database_is_ready() => Assert.Equal(
        """{"status":"ready","checks":[{"name":"cluster","ok":true},{"name":"database","ok":true},{"name":"accepting","ok":true}]}""",
        await _http.GetStringAsync("/health/ready", Cancellation));

    [Fact]
    public async Task A_process_that_answers_is_live() =>
        Assert.Equal("""{"status":"live"}""", await _http.GetStringAsync("/health/live", Cancellation));

    private async Task<HttpResponseMessage> Send(string method, string path, string? token = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request, Cancellation);
    }

    /// <summary>A host that serves a built client.</summary>
    public sealed class WithClient(PostgresServer postgres) : IAsyncLifetime
    {
        private readonly TestDirectory _client = new("rostra-client-");

        private RostraCluster _rostra = null!;

        public TestGateway Host => _rostra.Gateways[0];

        public async ValueTask InitializeAsync()
        {
            Directory.CreateDirectory(Path.Combine(_client.Path, "assets"));
            await File.WriteAllTextAsync(Path.Combine(_client.Path, "index.html"), "<!doctype html>page", Cancellation);
            await File.WriteAllTextAsync(Path.Combine(_client.Path, "assets", "index-abc123.js"), "1", Cancellation);
            _rostra = await RostraCluster.Standalone(
                postgres, setup => setup.Settings = new Dictionary<string, string?> { ["Rostra:Client:Directory"] = _client.Path, ["Rostra:KnownProxies:0"] = "127.0.0.1" });
        }

        public async ValueTask DisposeAsync()
        {
            await _rostra.DisposeAsync();
            _client.Dispose();
        }
    }
}

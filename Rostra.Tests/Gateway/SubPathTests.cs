using System.Net;
using System.Net.Http.Json;
using Rostra.Hosting;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

/// <summary>Rostra below a path of somebody else's host, whether the proxy in front takes the path away or leaves it.</summary>
public sealed class SubPathTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly TestDirectory _client = new("rostra-subpath-");
    private RostraCluster? _rostra;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_client.Path, "index.html"), """<!doctype html><html lang="en"><script src="./theme.js"></script></html>""", TestContext.Current.CancellationToken);
        _rostra = await RostraCluster.Standalone(postgres, setup => setup.Settings = new Dictionary<string, string?>
        {
            [ClientFiles.Setting] = _client.Path, ["Rostra:PublicUrl"] = "https://example.org/chat/",
        });
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/rooms/019a/5")]
    [InlineData("/index.html")]
    [InlineData("/chat/")]
    [InlineData("/chat/rooms/019a/5")]
    public async Task The_page_knows_where_it_is(string path)
    {
        using var http = _rostra!.Gateways[0].Client();
        Assert.Equal("""<!doctype html><html data-base="/chat" lang="en"><script src="/chat/theme.js"></script></html>""", await http.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_asked_of_the_server_is_found_both_ways_and_the_cookie_is_for_the_sub_path()
    {
        using var http = _rostra!.Gateways[0].Client();
        foreach (var before in new[] { "", "/chat" })
        {
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"{before}/api/limits", TestContext.Current.CancellationToken)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync($"{before}/hub", TestContext.Current.CancellationToken)).StatusCode);
            var name = $"ann{Guid.NewGuid():N}"[..20];
            var answer = await http.PostAsJsonAsync($"{before}/api/auth/register", new { username = name, email = $"{name}@example.org", password = "correct horse" }, TestContext.Current.CancellationToken);
            Assert.Contains("path=/chat/api/auth", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Where_people_use_https_browsers_are_told_so_though_the_proxy_does_not_say_it()
    {
        using var http = _rostra!.Gateways[0].Client();
        var name = $"ann{Guid.NewGuid():N}"[..20];
        var answer = await http.PostAsJsonAsync("/api/auth/register", new { username = name, email = $"{name}@example.org", password = "correct horse" }, TestContext.Current.CancellationToken);

        Assert.Contains("; secure;", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    public async ValueTask DisposeAsync()
    {
        await (_rostra?.DisposeAsync() ?? ValueTask.CompletedTask);
        _client.Dispose();
    }
}

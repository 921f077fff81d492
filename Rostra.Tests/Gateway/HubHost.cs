using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Rostra.Harness;
using Xunit;

namespace Rostra.Gateway;

/// <summary>One gateway and silo on a database of their own, and people who come to it.</summary>
public sealed class HubHost(PostgresServer postgres) : IAsyncLifetime
{
    private RostraHost? _host;
    private int _people;

    internal RostraHost Host => _host!;

    public string Url => _host!.Url;

    public IServiceProvider Services => _host!.Services;

    public ValueTask InitializeAsync() => Start();

    internal async ValueTask Start(Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? compose = null) =>
        _host = await RostraHost.Start(await postgres.CreateDatabase(TestContext.Current.CancellationToken), settings, compose);

    /// <summary>Somebody new, logged in.</summary>
    internal async Task<Guest> Guest()
    {
        using var client = _host!.Client();
        var name = $"guest{Interlocked.Increment(ref _people)}";
        var registered = await client.PostAsJsonAsync(
            "/api/auth/register", new { username = name, email = $"{name}@example.org", password = "correct horse battery" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        var auth = await registered.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return new Guest(Url, auth.GetProperty("user").GetProperty("id").GetGuid(), auth.GetProperty("accessToken").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }
}

/// <summary>A person with an access token.</summary>
internal sealed class Guest(string url, Guid id, string accessToken)
{
    private static readonly HttpClient Http = new();

    public Guid Id => id;

    /// <summary>The same person at another gateway.</summary>
    public Guest At(RostraHost gateway) => new(gateway.Url, id, accessToken);

    public Task<HubSocket> Opens(bool isNarrow = false) => HubSocket.Open(url, accessToken, isNarrow);

    public Task<HubSocket> Greets() => HubSocket.Greeted(url, accessToken);

    public async Task<Guid> Creates(string? name = null)
    {
        var room = await Asks(HttpMethod.Post, "/api/rooms", new { name = name ?? $"room {Guid.NewGuid():N}" }, HttpStatusCode.Created);
        return room.GetProperty("id").GetGuid();
    }

    public Task<JsonElement> Joins(Guid roomId) => Asks(HttpMethod.Post, $"/api/rooms/{roomId}/join");

    public Task<JsonElement> Leaves(Guid roomId) => Asks(HttpMethod.Post, $"/api/rooms/{roomId}/leave", expected: HttpStatusCode.NoContent);

    public async Task<long> Says(Guid roomId, string text)
    {
        var posted = await Asks(HttpMethod.Post, $"/api/rooms/{roomId}/messages", new { clientId = Guid.CreateVersion7(), text }, HttpStatusCode.Created);
        return posted.GetProperty("message").GetProperty("id").GetInt64();
    }

    /// <summary>Whatever comes of it.</summary>
    public async Task Tries(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, url + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        (await Http.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
    }

    /// <summary>Whatever comes of it.</summary>
    public async Task<HttpResponseMessage> Tries(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, url + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> Asks(HttpMethod method, string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Tries(method, path, body);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == expected, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    public async Task<string> IsRefused(HttpMethod method, string path, HttpStatusCode expected, object? body = null) =>
        (await Asks(method, path, body, expected)).GetProperty("code").GetString()!;
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Rostra.Testing;

/// <summary>A person who has registered, and their browser without its scripts: a token, a cookie, what can be asked over HTTP, and raw sockets.</summary>
public sealed class TestAccount
{
    public const string Password = "tr0ub4dor&3 horses";

    private static readonly SocketsHttpHandler Handler = new() { UseCookies = false };

    private readonly TestGateway _gateway;

    internal TestAccount(TestGateway gateway, JsonElement auth, string cookie)
        : this(gateway, auth.GetProperty("user"), auth.GetProperty("sessionId").GetGuid(), auth.GetProperty("accessToken").GetString()!, cookie)
    {
    }

    private TestAccount(TestGateway gateway, JsonElement user, Guid sessionId, string token, string cookie)
    {
        _gateway = gateway;
        Id = user.GetProperty("id").GetGuid();
        Name = user.GetProperty("username").GetString()!;
        User = user;
        SessionId = sessionId;
        Cookie = cookie;
        Http = new HttpClient(Handler, disposeHandler: false) { BaseAddress = new Uri(gateway.Url) };
        Token = token;
    }

    /// <summary>To their gateway, with the token.</summary>
    public HttpClient Http { get; }

    public Guid Id { get; }

    public string Name { get; }

    public string Token
    {
        get;
        private set
        {
            field = value;
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", value);
        }
    }

    public Guid SessionId { get; private set; }

    /// <summary>The refresh cookie as it is sent: <c>name=value</c>.</summary>
    public string Cookie { get; private set; }

    private JsonElement User { get; }

    /// <summary>The same person and session at another gateway.</summary>
    public TestAccount At(TestGateway gateway) => new(gateway, User, SessionId, Token, Cookie);

    /// <summary>Another login of the same person.</summary>
    public async Task<TestAccount> LogsInAgain()
    {
        using var client = _gateway.Client();
        using var answer = await client.PostAsJsonAsync("/api/auth/login", new { username = Name, password = Password });
        return answer.StatusCode is HttpStatusCode.OK
            ? new TestAccount(_gateway, await answer.Json(), answer.Cookie()!)
            : throw new UnexpectedAnswerException($"{Name} could not log in: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Takes the next token and the next cookie.</summary>
    public async Task<HttpStatusCode> Refreshes()
    {
        using var client = _gateway.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/refresh") { Content = JsonContent.Create(new { }) };
        request.Headers.Add("Cookie", Cookie);
        using var answer = await client.SendAsync(request);
        if (answer.StatusCode is HttpStatusCode.OK)
        {
            Cookie = answer.Cookie()!;
            Token = (await answer.Json()).GetProperty("accessToken").GetString()!;
        }

        return answer.StatusCode;
    }

    /// <param name="isNarrow">With a small receive buffer, so that it is full soon.</param>
    public Task<HubSocket> Opens(bool isNarrow = false) => HubSocket.Open(_gateway.Url, Token, isNarrow);

    public Task<HubSocket> Greets() => HubSocket.Greeted(_gateway.Url, Token);

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
    public async Task<HttpResponseMessage> Tries(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> Asks(HttpMethod method, string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Tries(method, path, body);
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode != expected ? throw new UnexpectedAnswerException($"{Name}: {method} {path} was answered {(int)response.StatusCode}, not {(int)expected}: {text}")
            : text.Length == 0 ? default
            : JsonElement.Parse(text);
    }

    public async Task<string> IsRefused(HttpMethod method, string path, HttpStatusCode expected, object? body = null) =>
        (await Asks(method, path, body, expected)).GetProperty("code").GetString()!;
}

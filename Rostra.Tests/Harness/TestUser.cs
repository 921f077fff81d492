using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Rostra.Harness;

/// <summary>A person who has registered over HTTP, and their browser without its scripts: a token, a cookie, a client that sends the token.</summary>
public sealed class TestUser : IDisposable
{
    public const string Password = "tr0ub4dor&3 horses";

    private TestUser(HttpClient http, JsonElement auth, string cookie)
    {
        Http = http;
        Cookie = cookie;
        Token = auth.GetProperty("accessToken").GetString()!;
        SessionId = auth.GetProperty("sessionId").GetGuid();
        var user = auth.GetProperty("user");
        Id = user.GetProperty("id").GetGuid();
        Name = user.GetProperty("username").GetString()!;
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public HttpClient Http { get; }

    public Guid Id { get; }

    public string Name { get; }

    public string Token { get; }

    public Guid SessionId { get; }

    /// <summary>The refresh cookie as it is sent: <c>name=value</c>.</summary>
    public string Cookie { get; }

    public static async Task<TestUser> Register(RostraHost host, string? name = null)
    {
        name ??= $"user {Guid.NewGuid():N}";
        var http = host.Client();
        var answer = await http.PostAsJsonAsync(
            "/api/auth/register",
            new { username = name, email = $"{Guid.NewGuid():N}@example.org", password = Password },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return new TestUser(http, await answer.Json(), answer.Cookie()!);
    }

    public void Dispose() => Http.Dispose();
}

/// <summary>What tests read off an answer.</summary>
public static class Answers
{
    extension(HttpResponseMessage answer)
    {
        public async Task<JsonElement> Json() => JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        /// <summary>The refresh cookie that was set, as <c>name=value</c>; null: none.</summary>
        public string? Cookie() => answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Single().Split(';')[0] : null;

        /// <summary>Asserts a refusal in the one shape of errors, and answers it.</summary>
        public async Task<JsonElement> Refused(HttpStatusCode status, string code)
        {
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            var problem = await answer.Json();
            Assert.Equal(code, problem.GetProperty("code").GetString());
            Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
            Assert.Equal("about:blank", problem.GetProperty("type").GetString());
            Assert.False(string.IsNullOrEmpty(problem.GetProperty("title").GetString()));
            return problem;
        }
    }
}

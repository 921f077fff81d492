using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rostra.Allowances;
using Rostra.Authorization;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

/// <summary>No endpoint is free: all cost the address that asks, and most the account, too.</summary>
public sealed class CostTests(PostgresServer postgres) : IAsyncLifetime
{
    private const int Burst = 20;
    private const string OnceInAWhile = "what a person does seldom: the address's requests are enough";
    private const string ByTheHandler = "the handler or the grain takes it, after a repeat was answered";

    /// <summary>Endpoints at which no token of the account is taken on the way in, and why.</summary>
    private static readonly Dictionary<string, string> Otherwise = new()
    {
        ["GET /health/live"] = "nobody has logged in",
        ["GET /health/ready"] = "nobody has logged in",
        ["GET /api/limits"] = "nobody has logged in",
        ["POST /api/auth/register"] = "registrations of the address",
        ["POST /api/auth/login"] = "logins of the address",
        ["POST /api/auth/refresh"] = "logins of the address",
        ["POST /api/auth/reset"] = "logins of the address",
        ["POST /api/auth/logout"] = "ends what it was asked with",
        ["POST /api/auth/ticket"] = "sockets of the account and the address",
        ["GET /api/auth/me"] = "read from the token",
        ["DELETE /api/auth/me"] = "attempts at the password",
        ["POST /api/auth/password"] = "attempts at the password",
        ["GET /api/auth/sessions"] = OnceInAWhile,
        ["DELETE /api/auth/sessions"] = OnceInAWhile,
        ["DELETE /api/auth/sessions/{id:id}"] = OnceInAWhile,
        ["POST /api/admin/invites"] = "administrators only",
        ["POST /api/admin/password-links"] = "administrators only",
        ["GET /api/auth/me/preferences"] = OnceInAWhile,
        ["PUT /api/auth/me/preferences"] = OnceInAWhile,
        ["GET /api/rooms"] = "asked by each page after each gap: refused, it would be asked again",
        ["GET /api/rooms/{roomId:id}"] = "answered by the room from its memory",
        ["POST /api/rooms"] = ByTheHandler,
        ["PATCH /api/rooms/{roomId:id}"] = OnceInAWhile,
        ["DELETE /api/rooms/{roomId:id}"] = OnceInAWhile,
        ["PUT /api/rooms/{roomId:id}/read"] = ByTheHandler,
        ["PUT /api/rooms/{roomId:id}/members/{userId:id}"] = OnceInAWhile,
        ["POST /api/rooms/{roomId:id}/messages"] = ByTheHandler,
        ["GET /api/rooms/{roomId:id}/messages/{id:seq}"] = "answered by the room from its memory, or one row",
        ["PATCH /api/rooms/{roomId:id}/messages/{id:seq}"] = ByTheHandler,
        ["DELETE /api/rooms/{roomId:id}/messages/{id:seq}"] = ByTheHandler,
        ["GET /api/rooms/{roomId:id}/messages/{id:seq}/reactions"] = "one row",
        ["PUT /api/rooms/{roomId:id}/messages/{id:seq}/reactions/{emoji}"] = ByTheHandler,
        ["DELETE /api/rooms/{roomId:id}/messages/{id:seq}/reactions/{emoji}"] = ByTheHandler,
        ["ANY /hub"] = "sockets of the account and the address",
        ["ANY /hub/negotiate"] = "sockets of the account and the address",
    };

    private readonly SharedHost _host = new(postgres);

    // So slow a refill that none comes while the test runs.
    public ValueTask InitializeAsync() => _host.Start(new()
    {
        ["Rostra:Limits:CountLoopback"] = "true",
        ["Rostra:Limits:RequestBurst"] = $"{Burst}",
        ["Rostra:Limits:RequestsPerSecond"] = "0.01",
    });

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void What_an_endpoint_costs_an_account_is_declared_or_a_reason_is_written()
    {
        var free = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Cost>() is null).SelectMany(AuthorizationTests.Names).Distinct();

        Assert.Equal(Otherwise.Keys.Order(StringComparer.Ordinal), free.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_flood_of_any_endpoint_from_one_address_ends_in_429_that_says_when_to_come_back()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_host.Url) };
        foreach (var endpoint in AuthorizationTable.Names(AuthorizationTable.Http))
        {
            _host.Time.Skip(TimeSpan.FromHours(1)); // Full again.
            var answers = new List<HttpResponseMessage>();
            while (answers.Count < Burst + 1)
            {
                answers.Add(await Ask(http, endpoint));
            }

            Assert.Equal(Enumerable.Repeat(false, Burst).Append(true), answers.Select(IsTooMany));
            Assert.True(answers[^1].Headers.RetryAfter?.Delta > TimeSpan.Zero, endpoint);
            Assert.Equal("application/problem+json", answers[^1].Content.Headers.ContentType?.MediaType);
            answers.ForEach(answer => answer.Dispose());
        }
    }

    [Fact]
    public async Task Nor_is_what_no_endpoint_answers()
    {
        (string Method, string Path)[] asked =
        [
            ("GET", "/api/no-such-thing"),
            ("GET", "/api"),
            ("POST", "/API/rooms/no-id/join"),
            ("DELETE", "/api/auth/register"),
            ("GET", "/hub/no-such-thing"),
            ("GET", "/metrics"),
            ("POST", "/no-page"),
        ];
        using var http = new HttpClient { BaseAddress = new Uri(_host.Url) };
        foreach (var (method, path) in asked)
        {
            _host.Time.Skip(TimeSpan.FromHours(1)); // Full again.
            var answers = new List<bool>();
            while (answers.Count < Burst + 1)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
                answers.Add(IsTooMany(answer));
            }

            Assert.True(Enumerable.Repeat(false, Burst).Append(true).SequenceEqual(answers), $"{method} {path}: {string.Join(' ', answers)}");
        }
    }

    private static bool IsTooMany(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.TooManyRequests;

    private static async Task<HttpResponseMessage> Ask(HttpClient http, string endpoint)
    {
        var (method, pattern) = endpoint.Split(' ') is [var verb, var path] ? (verb is "ANY" ? "GET" : verb, path) : throw new FormatException(endpoint);
        var filled = pattern.Replace("{id:seq}", "1", StringComparison.Ordinal).Replace("{emoji}", "x", StringComparison.Ordinal)
            .Replace("{roomId:id}", $"{Guid.NewGuid()}", StringComparison.Ordinal).Replace("{userId:id}", $"{Guid.NewGuid()}", StringComparison.Ordinal)
            .Replace("{id:id}", $"{Guid.NewGuid()}", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(method), filled);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rostra.Hosting;
using Rostra.Testing;
using Xunit;

namespace Rostra.Fuzz;

/// <summary>Requests that no client would make, to every endpoint: each is answered in the one shape of errors, never with 500, nobody else notices, and the log has no fault.</summary>
public sealed class HttpFuzzTests(PostgresServer postgres)
{
    private const int AtOnce = 8;

    [Fact, Trait("Fault", "F22"), Trait("Set", "slow")]
    public Task A_thousand_broken_requests_are_each_answered_and_hurt_nobody_else() => Fuzz(1_000, seed: 71);

    [Fact, Trait("Fault", "F22"), Trait("Set", "long")]
    public Task So_are_a_hundred_thousand() => Fuzz(100_000, seed: 72);

    private async Task Fuzz(int requests, int seed)
    {
        await using var rostra = await RostraCluster.Standalone(postgres, setup => setup.Settings = Unlimited());
        var host = rostra.Gateways[0];
        var (ada, eve) = (await host.Register(), await host.Register());
        var (hers, shared) = (await ada.Creates(), await ada.Creates());
        await eve.Joins(shared);
        await ada.Asks(HttpMethod.Put, $"/api/rooms/{hers}/bans/{eve.Id}", new { }, HttpStatusCode.NoContent);
        var said = await ada.Says(shared, "hello");
        await using var socket = await ada.Greets();
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var eves = await eve.Creates();

        await Parallel.ForEachAsync(Enumerable.Range(0, AtOnce), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (worker, cancellation) =>
        {
            var dice = new Random(seed + (1_000 * worker));
            HttpGrammar[] grammars = [new(endpoints, shared, ada.Id, said), new(endpoints, hers, eve.Id, 1), new(endpoints, eves, ada.Id, 1)];
            for (var i = 0; i < requests / AtOnce; i++)
            {
                await Ask(eve, grammars[dice.Next(grammars.Length)].Next(dice), cancellation);
            }
        });

        // Nobody else's: their socket lives, their room is as it was.
        Assert.False(socket.Closed.IsCompleted, "Somebody else's socket was closed.");
        Assert.Equal(3, await ada.Says(hers, "unhurt"));
        await socket.Hears(hers, 3);
        Assert.Equal("unhurt", (await ada.Asks(HttpMethod.Get, $"/api/rooms/{hers}/messages")).GetProperty("messages")[0].GetProperty("text").GetString());
        var faults = rostra.Log.Lines.Where(line => line.Level >= LogLevel.Error || line.Text.Contains("   at ", StringComparison.Ordinal)).Select(line => $"{line.Category} {line.Text}");
        Assert.Empty(faults);
    }

    private static async Task Ask(TestAccount eve, FuzzRequest asked, CancellationToken cancellation)
    {
        var exactly = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        if (!Uri.TryCreate(eve.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + asked.Path, in exactly, out var uri))
        {
            return; // What .NET's client cannot write is for the raw tests.
        }

        using var request = new HttpRequestMessage(new HttpMethod(asked.Method), uri);
        if (asked.Body is not null)
        {
            // What is longer is refused unread, and the connection closed: whoever sends it all the same may be cut off before the answer is read.
            request.Headers.ExpectContinue = asked.Body.Length > new GatewayLimits().BodyBytesMax;
            request.Content = new ByteArrayContent(asked.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        using var stranger = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var answer = await (asked.HasToken ? eve.Http : stranger).SendAsync(request, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True((int)answer.StatusCode is < 500 or 503, $"{asked} was answered {(int)answer.StatusCode}: {text}");
        Assert.False(text.Contains("Exception", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal), $"{asked} was told of our insides: {text}");
        if ((int)answer.StatusCode >= 400 && asked.Path.StartsWith("/api/", StringComparison.Ordinal) && text.Length > 0)
        {
            Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{asked} was answered {(int)answer.StatusCode} in another shape: {text}");
        }

        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    /// <summary>So that most of it is read and judged, and not refused for its rate.</summary>
    private static Dictionary<string, string?> Unlimited() => new[] { "Send", "Edit", "Join", "NewRoom", "Page", "ReadMark", "Moderation", "Report", "Register", "Login" }
        .ToDictionary(kind => $"Rostra:Limits:{kind}Burst", string? (_) => "1000000");
}

using System.Net;
using System.Text.Json;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

/// <summary>What one account may do on two gateways together.</summary>
[Trait("Set", "slow")]
public sealed class AllowanceHttpTests(PostgresServer postgres) : IAsyncLifetime
{
    private const int Burst = 40;

    private readonly SharedHost _host = new(postgres);
    private TestGateway _other = null!;

    public async ValueTask InitializeAsync()
    {
        // So slow a refill that none comes while the test runs.
        await _host.Start(new() { ["Rostra:Limits:SendBurst"] = $"{Burst}", ["Rostra:Limits:SendsPerSecond"] = "0.0001" });
        _other = await _host.AnotherGateway();
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact, Trait("Fault", "F24")]
    public async Task The_burst_is_one_for_all_gateways()
    {
        var ada = await _host.Guest();
        var room = await ada.Creates();
        var gateways = new[] { ada, ada.At(_other) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 2 * Burst).Select(i => Post(gateways[i % 2], room, Guid.CreateVersion7(), $"{i}")));

        Assert.InRange(answers.Count(answer => answer.Status is HttpStatusCode.Created), Burst - 4, Burst); // A few may be leased and not spent.
        Assert.All(answers.Where(answer => answer.Status is not HttpStatusCode.Created), answer => Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status));
    }

    [Fact]
    public async Task Above_the_rate_a_repeat_is_answered_and_costs_nothing_and_a_bad_text_is_told_first()
    {
        var ada = await _host.Guest();
        var room = await ada.Creates();
        var first = Guid.CreateVersion7();
        Assert.Equal(HttpStatusCode.Created, (await Post(ada, room, first, "first")).Status);
        for (var i = 0; i < 2 * Burst; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await Post(ada, room, first, "again")).Status);
        }

        for (var i = 1; i < Burst; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await Post(ada, room, Guid.CreateVersion7(), $"{i}")).Status);
        }

        foreach (var gateway in new[] { ada, ada.At(_other) })
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, (await Post(gateway, room, Guid.CreateVersion7(), "too many")).Status);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await Post(gateway, Guid.NewGuid(), Guid.CreateVersion7(), "no such room")).Status);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post(gateway, room, Guid.CreateVersion7(), " ")).Status);
            var (status, answer) = await Post(gateway, room, first, "");
            Assert.Equal((HttpStatusCode.OK, "first"), (status, answer.GetProperty("message").GetProperty("text").GetString()));
        }
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> Post(TestAccount guest, Guid roomId, Guid clientId, string text)
    {
        using var response = await guest.Tries(HttpMethod.Post, $"/api/rooms/{roomId}/messages", new { clientId, text });
        return (response.StatusCode, await response.Json());
    }
}

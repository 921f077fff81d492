using System.Net;
using Rostra.Testing;
using Xunit;

namespace Rostra.Faults;

/// <summary>Tokens that end and logins that are ended, while people talk.</summary>
[Trait("Set", "short")]
public sealed class SessionTests(PostgresServer postgres)
{
    private static readonly TimeSpan TokenAndLeeway = TimeSpan.FromMinutes(10.6);

    [Theory, Trait("Fault", "F25")]
    [InlineData(5)]
    public Task Whose_token_ends_again_and_again_loses_nothing(int renewals) => Renew(renewals);

    [Theory, Trait("Fault", "F25"), Trait("Set", "long")]
    [InlineData(200)]
    public Task Nor_after_hundreds_of_renewals(int renewals) => Renew(renewals);

    [Fact, Trait("Fault", "F26")]
    public async Task A_login_that_was_ended_hears_and_says_nothing_more_even_where_its_gateway_was_not_told()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 1, gateways: 2);
        var (ann, bob) = (await rostra.Person("ann"), await rostra.Person("bob"));
        var room = await ann.CreateRoom("lobby");
        var stolen = (await ann.Account.LogsInAgain()).At(rostra.Gateways[1]);
        await using var thief = await stolen.Greets();
        await bob.Join(room);
        await thief.Hears(room, (await bob.Send(room, "heard")).Id);
        rostra.Silos[0].Calls.Swallow("SessionEnded");
        using var enough = new CancellationTokenSource();
        var talking = bob.Talk(room, enough.Token);

        await ann.Account.Asks(HttpMethod.Delete, $"/api/auth/sessions/{stolen.SessionId}", expected: HttpStatusCode.NoContent);
        rostra.Time.Skip(TimeSpan.FromSeconds(30));

        Assert.Equal("sessionEnded", await Waiting.For(thief.Closed, () => "the stolen login's socket to be closed", () => "it is open"));
        Assert.True(rostra.Silos[0].Calls.Lost("SessionEnded") > 0, "the gateway was told after all");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stolen.Tries(HttpMethod.Get, "/api/auth/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stolen.Tries(HttpMethod.Post, $"/api/rooms/{room}/messages", new { clientId = Guid.NewGuid(), text = "hi" })).StatusCode);
        await enough.CancelAsync();
        await ann.Sees([.. await talking]);
    }

    private async Task Renew(int renewals)
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 1, gateways: 2);
        var (ann, bob) = (await rostra.Person("ann"), await rostra.Person("bob", gateway: 1));
        var room = await ann.CreateRoom("lobby");
        await bob.Join(room);
        using var enough = new CancellationTokenSource();
        var talking = new[] { ann.Talk(room, enough.Token), bob.Talk(room, enough.Token) };

        for (var i = 0; i < renewals; i++)
        {
            // The clock jumps past the token's end: both sockets are closed, and both come back with new tokens, in the middle of what they say.
            rostra.Time.Skip(TokenAndLeeway);
            foreach (var person in new[] { ann, bob })
            {
                Assert.Equal(HttpStatusCode.OK, await person.Account.Refreshes());
                await person.Send(room, $"renewed {i}");
            }
        }

        await enough.CancelAsync();
        var sent = (await Task.WhenAll(talking)).SelectMany(one => one).ToArray();
        foreach (var person in new[] { ann, bob })
        {
            await person.Sees(sent);
            Assert.Empty(person.Tabs[0].Faults);
        }

        Assert.Equal(sent.Length, sent.Select(one => one.Id).Distinct().Count());
    }
}

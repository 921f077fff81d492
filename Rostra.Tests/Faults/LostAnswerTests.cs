using Rostra.Testing;
using Xunit;

namespace Rostra.Faults;

/// <summary>What was done, and nobody was told: the same again finds the first.</summary>
[Trait("Set", "short"), Trait("Fault", "F11")]
public sealed class LostAnswerTests(PostgresServer postgres)
{
    [Fact]
    public async Task Commits_and_calls_whose_answers_are_lost_are_kept_once_and_everybody_sees_them_once()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 1, gateways: 2, setup => setup.ProxyPostgres = true);
        var (ann, bob) = (await rostra.Person("ann", gateway: 0), await rostra.Person("bob", gateway: 1));
        var room = await ann.CreateRoom("lobby");
        await bob.Join(room);

        var sent = new List<Sent>();
        for (var i = 0; i < 30; i++)
        {
            switch (i % 3)
            {
                case 0: rostra.Silos[0].Postgres.LoseAnswers(1 + (i % 2)); break;
                case 1: rostra.Gateways[i % 2].Calls.LoseAnswers("Post", 1 + (i % 3)); break;
            }

            sent.Add(await (i % 2 == 0 ? ann : bob).Send(room, $"{i}"));
        }

        Assert.Equal(Enumerable.Range(3, 30).Select(id => (long)id), sent.Select(one => one.Id));
        Assert.Equal(Enumerable.Range(1, 32).Select(seq => (long)seq), await rostra.LogOf(room));
        Assert.True(rostra.Silos[0].Postgres.Lost >= 10, $"only {rostra.Silos[0].Postgres.Lost} answers of Postgres were lost");
        foreach (var person in new[] { ann, bob })
        {
            await person.Sees([.. sent]);
            Assert.Empty(person.Tabs[0].Faults);
        }
    }

    [Fact, Trait("Fault", "F6")]
    public async Task A_Postgres_that_hangs_and_then_cuts_everybody_off_loses_nothing_and_nothing_is_acknowledged_meanwhile()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 1, gateways: 1, setup => setup.ProxyPostgres = true);
        var ann = await rostra.Person("ann");
        var room = await ann.CreateRoom("lobby");
        var before = await ann.Send(room, "before");
        var way = rostra.Silos[0].Postgres;

        way.Stall();
        var meanwhile = ann.Send(room, "meanwhile");
        using var page = await ann.Account.Tries(HttpMethod.Get, $"/api/rooms/{room}/messages");
        Assert.True(page.IsSuccessStatusCode); // What the room remembers can still be read.
        Assert.False(meanwhile.IsCompleted);
        Assert.Equal(2, (await rostra.LogOf(room)).Length);
        way.Cut();
        way.Resume();

        await ann.Sees(before, await meanwhile, await ann.Send(room, "after"));
        Assert.Equal(4, (await rostra.LogOf(room)).Length);
    }

    [Fact]
    public async Task A_log_that_fails_makes_the_room_start_anew_and_the_sender_notices_nothing()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        var ann = await rostra.Person("ann");
        var room = await ann.CreateRoom("lobby");

        rostra.Silos[0].Storage.Fail(2);
        var sent = await ann.Send(room, "in spite of it");

        await ann.Sees(sent);
        Assert.Equal(2, (await rostra.LogOf(room)).Length);
    }
}

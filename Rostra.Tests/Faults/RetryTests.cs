using System.Net;
using Rostra.Testing;
using Xunit;

namespace Rostra.Faults;

/// <summary>The same message sent again, however, wherever and whenever: the first body, once.</summary>
[Trait("Set", "short"), Trait("Fault", "F29")]
public sealed class RetryTests(PostgresServer postgres)
{
    [Fact]
    public async Task At_once_in_other_words_elsewhere_after_a_new_token_after_leaving_and_after_silos_died_it_is_the_first()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 2, gateways: 2);
        var (ann, bob) = (await rostra.Person("ann"), await rostra.Person("bob"));
        var room = await bob.CreateRoom("lobby");
        await ann.Join(room);
        var there = await ann.OpenTab(gateway: 1);
        var name = Guid.CreateVersion7();

        var parallel = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => ann.Tabs[i % 2].Send(room, $"in words {i}", name)));
        var first = parallel.Single(sent => !sent.IsDuplicate);
        Assert.All(parallel, sent => Assert.Equal((first.Id, first.Text), (sent.Id, sent.Text)));

        await IsTheFirst(there.Send(room, "at another gateway", name));
        Assert.Equal(HttpStatusCode.OK, await ann.Account.Refreshes());
        there.Cut();
        await IsTheFirst(there.Send(room, "with another token", name));
        using (var http = await ann.Account.Tries(HttpMethod.Post, $"/api/rooms/{room}/messages", new { clientId = name, text = "over HTTP" }))
        {
            Assert.Equal(HttpStatusCode.OK, http.StatusCode);
        }

        await rostra.KillSiloOf(room);
        await IsTheFirst(ann.Send(room, "after its silo died", name));
        await rostra.AddSilo();
        await rostra.Gateways[0].Kill();
        await IsTheFirst(ann.Send(room, "after its gateway died", name));
        await ann.Leave(room);
        await IsTheFirst(ann.Send(room, "from outside", name));

        Assert.NotEqual(first.Id, (await bob.Send(room, "another author's", name)).Id);
        Assert.Equal(2L, await rostra.Ask<long>("select count(*) from rostra.messages where room_id = $1", room));

        async Task IsTheFirst(Task<Sent> again)
        {
            var sent = await again;
            Assert.Equal((first.Id, first.Text, true), (sent.Id, sent.Text, sent.IsDuplicate));
        }
    }
}

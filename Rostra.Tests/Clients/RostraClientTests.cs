using Rostra.Testing;
using Xunit;

namespace Rostra.Clients;

public sealed class RostraClientTests(PostgresServer postgres)
{
    private const int Messages = 120;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Through_cuts_and_a_dead_silo_everything_arrives_once_and_in_order()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 2, gateways: 1);
        await using var ann = await Open(rostra, "ann");
        await using var bob = await Open(rostra, "bob");
        var room = await ann.CreateRoom("lobby", cancellation: Cancellation);
        await bob.Join("LOBBY", Cancellation);
        var hearing = Hear(bob, Messages);

        var sending = new List<Task<Posted>>();
        for (var i = 0; i < Messages; i++)
        {
            sending.Add(ann.Send(room.Id, $"{i}", cancellation: Cancellation));
            if (i % 40 == 20)
            {
                await sending[i - 10];
                rostra.Gateways[0].CutSockets();
            }

            if (i == 70) await rostra.KillSiloOf(room.Id);
        }

        var sent = await Task.WhenAll(sending);
        var heard = await hearing.WaitAsync(Waiting.Limit, Cancellation);

        Assert.Equal(Enumerable.Range(0, Messages).Select(i => $"{i}"), sent.OrderBy(posted => posted.Message.Id).Select(posted => posted.Message.Text));
        Assert.Equal(sent.Select(posted => posted.Message.Id), heard.Select(message => message.Id));
        Assert.Empty(ann.Unsent);
        Assert.Equal((long)Messages, await rostra.Ask<long>("select count(*) from rostra.messages where room_id = $1", room.Id));
    }

    [Fact]
    public async Task A_program_that_starts_again_goes_on_where_it_stopped()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        await using var ann = await Open(rostra, "ann");
        var room = await ann.CreateRoom("lobby", cancellation: Cancellation);
        Position position;
        await using (var bob = await Open(rostra, "bob"))
        {
            await bob.Join(room.Id, Cancellation);
            await ann.Send(room.Id, "first", cancellation: Cancellation);
            await foreach (var happened in bob.Listen(Cancellation))
            {
                if (happened is MessagePosted) break;
            }

            position = bob.Position!;
        }

        var second = await ann.Send(room.Id, "second", cancellation: Cancellation);
        var again = await ann.Send(room.Id, "in other words", second.Message.ClientId, Cancellation);
        Assert.Equal((second.Message.Id, "second", true), (again.Message.Id, again.Message.Text, again.Duplicate));

        await using var back = await Open(rostra, "bob", position);
        var heard = await Hear(back, 2).WaitAsync(Waiting.Limit, Cancellation);
        Assert.Equal(["first", "second"], heard.Select(message => message.Text)); // The first was still in hand.
    }

    [Fact]
    public async Task Refusals_are_told_with_their_codes_and_what_follows_goes_on()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        await using var ann = await Open(rostra, "ann");
        await using var bob = await Open(rostra, "bob");
        var room = await ann.CreateRoom("lobby", cancellation: Cancellation);

        Assert.Equal("notMember", (await Assert.ThrowsAsync<RostraException>(() => bob.Send(room.Id, "from outside", cancellation: Cancellation))).Code);
        await bob.Join(room.Id, Cancellation);
        var posted = await bob.Send(room.Id, "from inside", cancellation: Cancellation);
        Assert.Equal("notAuthor", (await Assert.ThrowsAsync<RostraException>(() => ann.Edit(room.Id, posted.Message.Id, "mine", Cancellation))).Code);
        Assert.Equal("edited", (await bob.Edit(room.Id, posted.Message.Id, "edited", Cancellation)).Text);
        Assert.Equal(1, (await ann.React(room.Id, posted.Message.Id, "👍", cancellation: Cancellation)).Reactions.Single().Count);
        Assert.Equal(["edited"], (await ann.History(room.Id, cancellation: Cancellation)).Messages.Select(message => message.Text));

        Assert.Equal("roomNotFound", (await Assert.ThrowsAsync<RostraException>(() => bob.Join("nowhere", Cancellation))).Code);
        var wrong = new RostraOptions { Url = new Uri(rostra.Gateways[0].Url), Username = "bob", Password = "not this one" };
        Assert.Equal("badCredentials", (await Assert.ThrowsAsync<RostraException>(() => RostraClient.Open(wrong, Cancellation))).Code);
    }

    private static Task<RostraClient> Open(RostraCluster rostra, string name, Position? position = null) => RostraClient.Open(
        new() { Url = new Uri(rostra.Gateways[0].Url), Username = name, Email = $"{name}@example.org", Password = TestAccount.Password, Position = position }, Cancellation);

    private static async Task<List<Message>> Hear(RostraClient client, int count)
    {
        var heard = new List<Message>();
        await foreach (var happened in client.Listen(Cancellation))
        {
            if (happened is MessagePosted posted) heard.Add(posted.Message);
            if (heard.Count == count) break;
        }

        return heard;
    }
}

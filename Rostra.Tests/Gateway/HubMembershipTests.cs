using System.Net;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

[Trait("Set", "slow")]
public sealed class HubMembershipTests(SharedHost host) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task All_my_sockets_hear_of_a_room_I_make_before_anything_in_it()
    {
        var ada = await host.Guest();
        await using var one = await ada.Greets();
        await using var two = await ada.Greets();

        var room = await ada.Creates();
        var said = await ada.Says(room, "hello");

        foreach (var socket in new[] { one, two })
        {
            await socket.Hears(room, said);
            var batches = socket.Batches.ToList();
            var joined = Assert.Single(batches[0].Events);
            Assert.Equal(("roomJoined", room), (joined.Kind, joined.GetProperty("room").GetProperty("id").GetGuid()));
            Assert.Equal(("owner", 1), (joined.GetProperty("room").GetProperty("role").GetString(), joined.GetProperty("room").GetProperty("lastSeq").GetInt64()));
            Assert.Equal(1, batches.First(batch => batch.IsInterval(room)).GetProperty("after").GetInt64());
            Assert.Single(batches, batch => batch.Events.Any(happened => happened.Kind == "roomJoined"));
        }
    }

    [Fact, Trait("Fault", "F27")]
    public async Task Joining_and_leaving_while_messages_flow_cuts_exactly_there()
    {
        var (ada, alan) = (await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        await using var speaker = await ada.Greets();
        await using var listener = await alan.Greets();
        using var enough = new CancellationTokenSource();
        var speaking = Speak(speaker, room, enough.Token);

        for (var round = 0; round < 5; round++)
        {
            var joined = (await alan.Joins(room)).GetProperty("lastSeq").GetInt64();
            await listener.Hears(room, joined + 5);
            await alan.Leaves(room);
            await listener.Hears("roomLeft");
        }

        await enough.CancelAsync();
        var last = await speaking;
        await speaker.Hears(room, last);
        var inside = false;
        long known = 0;
        foreach (var batch in listener.Batches)
        {
            switch (batch.Events.Select(happened => happened.Kind).FirstOrDefault())
            {
                case "roomJoined":
                    Assert.False(inside);
                    (inside, known) = (true, batch.Events.Single().GetProperty("room").GetProperty("lastSeq").GetInt64());
                    break;
                case "roomLeft":
                    Assert.Equal(known, batch.Events.Single().GetProperty("seq").GetInt64());
                    inside = false;
                    break;
                case "presenceChanged":
                    Assert.True(inside);
                    break;
                default:
                    Assert.True(inside);
                    Assert.Equal(known, batch.GetProperty("after").GetInt64());
                    Assert.Equal(Enumerable.Range((int)known + 1, batch.Events.Count()).Select(seq => (long)seq), batch.Events.Select(happened => happened.GetProperty("seq").GetInt64()));
                    known = batch.GetProperty("upTo").GetInt64();
                    break;
            }
        }

        Assert.False(inside);
        Assert.Equal(5, listener.Batches.Count(batch => batch.Events.Any(happened => happened.Kind == "memberLeft")));
    }

    [Fact, Trait("Fault", "F28")]
    public async Task A_deleted_room_ends_for_everyone()
    {
        var (ada, alan) = (await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        await alan.Joins(room);
        await using var one = await ada.Greets();
        await using var two = await alan.Greets();

        await ada.Asks(HttpMethod.Delete, $"/api/rooms/{room}", expected: HttpStatusCode.NoContent);

        Assert.Equal(3, (await one.Hears("roomDeleted")).GetProperty("seq").GetInt64());
        Assert.Equal(3, (await two.Hears("roomDeleted")).GetProperty("seq").GetInt64());
        var welcome = await (await alan.Opens()).Hello((room, 2));
        Assert.True(welcome.GetProperty("catchUp")[0].GetProperty("gone").GetBoolean());
        Assert.Empty(welcome.GetProperty("rooms").EnumerateArray());
    }

    private static async Task<long> Speak(HubSocket socket, Guid room, CancellationToken enough)
    {
        long last = 0;
        while (!enough.IsCancellationRequested)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(at => socket.Ask("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text = $"{at}" })));
            last = answers.Max(answer => answer.GetProperty("value").GetProperty("message").GetProperty("id").GetInt64());
        }

        return last;
    }
}

using System.Text.Json;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

[Trait("Set", "slow")]
public sealed class HubOrderTests(SharedHost host) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task Sends_of_one_socket_keep_their_order_however_many_are_under_way()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        await using var socket = await ada.Greets();

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(at => Send(socket, room, $"{at}")));

        var ids = answers.Select(answer => answer.GetProperty("value").GetProperty("message").GetProperty("id").GetInt64()).ToList();
        Assert.Equal(Enumerable.Range(2, 300).Select(id => (long)id), ids);
    }

    [Fact]
    public async Task Everyone_hears_everything_once_in_one_order_without_holes()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        TestAccount[] guests = [ada, await host.Guest(), await host.Guest()];
        foreach (var guest in guests[1..])
        {
            await guest.Joins(room);
        }

        var sockets = await Task.WhenAll(guests.Append(ada).Select(guest => guest.Greets()));
        await Task.WhenAll(sockets.SelectMany(socket => Enumerable.Range(0, 100).Select(at => Send(socket, room, $"{at}"))));
        var head = 3 + (100 * sockets.Length);

        foreach (var socket in sockets)
        {
            await socket.Hears(room, head);
            var heard = socket.Batches.Where(batch => batch.IsInterval(room)).ToList();
            Assert.Equal(3, heard[0].GetProperty("after").GetInt64());
            Assert.All(heard.Zip(heard.Skip(1)), pair => Assert.Equal(pair.First.GetProperty("upTo").GetInt64(), pair.Second.GetProperty("after").GetInt64()));
            Assert.Equal(Enumerable.Range(4, head - 3).Select(seq => (long)seq), heard.SelectMany(batch => batch.Events).Select(happened => happened.GetProperty("seq").GetInt64()));
            await socket.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_answer_to_hello_comes_first_and_what_follows_joins_it()
    {
        var (ada, alan) = (await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        await alan.Joins(room);
        await using var speaker = await ada.Greets();
        using var enough = new CancellationTokenSource();
        var speaking = Speak(speaker, room, enough.Token);

        long known = 2;
        for (var round = 0; round < 10; round++)
        {
            await using var socket = await alan.Opens();
            var welcome = await socket.Hello((room, known));
            var first = await socket.Hears(batch => batch.IsInterval(room));

            var entry = Assert.Single(welcome.GetProperty("catchUp").EnumerateArray().ToArray());
            var listed = Assert.Single(welcome.GetProperty("rooms").EnumerateArray().ToArray());
            Assert.Equal(3, socket.Frames.First().GetProperty("type").GetInt32());
            Assert.True(first.GetProperty("after").GetInt64() <= listed.GetProperty("lastSeq").GetInt64());
            if (entry.TryGetProperty("more", out var more) && !more.GetBoolean())
            {
                Assert.True(first.GetProperty("after").GetInt64() <= entry.GetProperty("upTo").GetInt64());
            }

            known = first.GetProperty("upTo").GetInt64();
        }

        await enough.CancelAsync();
        await speaking;
    }

    private static async Task Speak(HubSocket socket, Guid room, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(at => Send(socket, room, $"{at}")));
        }
    }

    private static Task<JsonElement> Send(HubSocket socket, Guid room, string text) =>
        socket.Ask("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text });
}

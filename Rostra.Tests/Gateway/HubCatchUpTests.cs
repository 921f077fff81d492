using System.Text.Json;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

[Trait("Set", "slow")]
public sealed class HubCatchUpTests(SharedHost host) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task Who_was_away_is_told_what_is_and_not_what_was()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        var first = await ada.Says(room, "first");
        var second = await ada.Says(room, "second");
        await ada.Asks(HttpMethod.Patch, $"/api/rooms/{room}/messages/{first}", new { text = "first, edited" });

        await using var socket = await ada.Opens();
        var entry = Entry(await socket.Hello((room, first)));

        Assert.Equal((first, 4, false), (entry.GetProperty("after").GetInt64(), entry.GetProperty("upTo").GetInt64(), entry.GetProperty("more").GetBoolean()));
        Assert.Equal(["messagePosted", "messageChanged"], entry.Events.Select(happened => happened.Kind));
        Assert.Equal([second, 4], entry.Events.Select(happened => happened.GetProperty("seq").GetInt64()));
        Assert.False(entry.Events.Last().TryGetProperty("change", out _));
    }

    [Fact]
    public async Task From_memory_it_is_the_same_as_from_the_log()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        await using var listener = await ada.Greets();
        for (var at = 0; at < 5; at++)
        {
            await ada.Says(room, $"{at}");
        }

        await ada.Asks(HttpMethod.Delete, $"/api/rooms/{room}/messages/3");
        await listener.Hears(room, 7);
        await using var socket = await ada.Opens();
        var entry = Entry(await socket.Hello((room, 2)));

        var changes = await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/changes?after=2");
        Assert.Equal(changes.GetProperty("events").GetRawText(), entry.GetProperty("events").GetRawText());
        Assert.Equal(changes.GetProperty("upTo").GetInt64(), entry.GetProperty("upTo").GetInt64());
    }

    [Fact]
    public async Task Nothing_missed_is_an_empty_entry()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        await using var socket = await ada.Opens();

        var entry = Entry(await socket.Hello((room, 1)));

        Assert.Equal($$"""{"roomId":"{{room}}","after":1,"upTo":1,"events":[],"more":false}""", entry.GetRawText());
    }

    [Fact]
    public async Task A_place_beyond_the_head_is_a_reset_and_a_strange_room_is_gone()
    {
        var (ada, alan) = (await host.Guest(), await host.Guest());
        var (mine, strange) = (await ada.Creates(), await alan.Creates());
        await using var socket = await ada.Opens();

        var entries = (await socket.Hello((mine, 99), (strange, 1), (Guid.NewGuid(), 1))).GetProperty("catchUp").EnumerateArray().ToList();

        Assert.Equal((1, true), (entries[0].GetProperty("lastSeq").GetInt64(), entries[0].GetProperty("reset").GetBoolean()));
        Assert.All(entries[1..], entry => Assert.True(entry.GetProperty("gone").GetBoolean()));
    }

    [Fact]
    public async Task Another_epoch_resets_everything()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        await using var socket = await ada.Opens();

        var answer = await socket.Ask("Hello", new { cursors = new[] { new { roomId = room, seq = 1 } }, epoch = Guid.NewGuid() });

        Assert.True(Entry(answer.GetProperty("value")).GetProperty("reset").GetBoolean());
    }

    [Fact]
    public async Task More_than_fits_is_asked_for_later()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        await using var speaker = await ada.Greets();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(at => speaker.Ask("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text = $"{at}" })));

        await using var socket = await ada.Opens();
        var entry = Entry(await socket.Hello((room, 1)));

        Assert.True(entry.GetProperty("more").GetBoolean());
        Assert.InRange(entry.Events.Count(), 0, 200);
    }

    private static JsonElement Entry(JsonElement welcome) => Assert.Single(welcome.GetProperty("catchUp").EnumerateArray().ToArray());
}

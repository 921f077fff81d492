using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

public sealed class HubProtocolTests(SharedHost host) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task Before_hello_every_other_command_is_refused_and_nothing_is_heard()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        await using var socket = await ada.Opens();

        foreach (var command in new[] { "SendMessage", "EditMessage", "DeleteMessage", "React" })
        {
            Assert.Equal("helloFirst", (await socket.Ask(command, new { roomId = room })).Code);
        }

        await ada.Says(room, "unheard");
        await socket.Hello();
        var heard = await ada.Says(room, "heard");
        await socket.Hears(room, heard);
        Assert.Equal("heard", Assert.Single(socket.Batches.SelectMany(batch => batch.Events), happened => happened.TryGetProperty("seq", out _)).GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Of_two_hellos_at_once_one_is_answered()
    {
        await using var socket = await (await host.Guest()).Opens();

        var answers = await Task.WhenAll(socket.Ask("Hello", new { cursors = Array.Empty<object>() }), socket.Ask("Hello", new { cursors = Array.Empty<object>() }));

        Assert.Single(answers, answer => answer.TryGetProperty("value", out _));
        Assert.Equal("helloTwice", Assert.Single(answers, answer => answer.TryGetProperty("refusal", out _)).Code);
        Assert.Equal("helloTwice", (await socket.Ask("Hello", new { cursors = Array.Empty<object>() })).Code);
    }

    [Fact]
    public async Task A_bad_hello_is_refused_and_can_be_said_again()
    {
        await using var socket = await (await host.Guest()).Opens();
        var room = Guid.NewGuid();

        Assert.Equal("malformed", (await socket.Ask("Hello", "hello")).Code);
        Assert.Equal("invalid", (await socket.Ask("Hello", new { })).Code);
        Assert.Equal("invalid", (await socket.Ask("Hello", new { cursors = Enumerable.Range(0, 201).Select(_ => new { roomId = Guid.NewGuid(), seq = 1 }) })).Code);
        Assert.Equal("invalid", (await socket.Ask("Hello", new { cursors = new[] { new { roomId = room, seq = 1 }, new { roomId = room, seq = 2 } } })).Code);

        var welcome = await socket.Hello();
        Assert.Equal(1, welcome.GetProperty("protocol").GetInt32());
    }

    [Fact]
    public async Task Bad_arguments_are_refusals_and_the_socket_lives()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        await using var socket = await ada.Greets();

        Assert.Equal("malformed", (await socket.Ask("SendMessage", 7)).Code);
        Assert.Equal("malformed", (await socket.Ask("SendMessage", new { roomId = room, clientId = Guid.NewGuid(), text = 7 })).Code);
        Assert.Equal("invalid", (await socket.Ask("SendMessage", new { roomId = "here", clientId = Guid.NewGuid(), text = "x" })).Code);
        Assert.Equal("invalid", (await socket.Ask("SendMessage", new { roomId = room, clientId = Guid.Empty, text = "x" })).Code);
        Assert.Equal("invalid", (await socket.Ask("SendMessage", new { roomId = room, clientId = Guid.NewGuid() })).Code);
        Assert.Equal("invalid", (await socket.AskRaw("SendMessage", $$"""{"roomId":"{{room}}","clientId":"{{Guid.NewGuid()}}","text":"\ud800"}""")).Code);
        Assert.Equal("invalid", (await socket.Ask("React", new { roomId = room, id = 1, emoji = "🦄", on = true })).Code);
        Assert.Equal("messageNotFound", (await socket.Ask("React", new { roomId = room, id = 1, emoji = "👍", on = true })).Code);
        Assert.Equal("roomNotFound", (await socket.Ask("SendMessage", new { roomId = Guid.NewGuid(), clientId = Guid.NewGuid(), text = "x" })).Code);

        Assert.True((await socket.Call("Fly", new { })).TryGetProperty("error", out _));
        Assert.True((await socket.Call("SendMessage")).TryGetProperty("error", out _));
        Assert.True((await socket.Call("SendMessage", 1, 2)).TryGetProperty("error", out _));

        Assert.True((await socket.Ask("SendMessage", new { roomId = room, clientId = Guid.NewGuid(), text = "x" })).TryGetProperty("value", out _));
    }

    [Fact]
    public async Task What_is_no_JSON_closes_the_socket()
    {
        await using var socket = await (await host.Guest()).Greets();

        await socket.Write("hello");

        await socket.Closed.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact, Trait("Fault", "F23")]
    public async Task So_does_a_frame_over_32_KiB()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        await using var socket = await ada.Greets();

        _ = socket.Call("SendMessage", new { roomId = room, clientId = Guid.NewGuid(), text = new string('x', 33 * 1024) });

        await socket.Closed.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Commands_answer_what_they_did()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        await using var socket = await ada.Greets();
        var clientId = Guid.CreateVersion7();

        var posted = (await socket.Ask("SendMessage", new { roomId = room, clientId, text = "hello" })).GetProperty("value");
        var repeated = (await socket.Ask("SendMessage", new { roomId = room, clientId, text = "other" })).GetProperty("value");
        var id = posted.GetProperty("message").GetProperty("id").GetInt64();
        var reacted = (await socket.Ask("React", new { roomId = room, id, emoji = "👍", on = true })).GetProperty("value");
        var edited = (await socket.Ask("EditMessage", new { roomId = room, id, text = "hello!" })).GetProperty("value");
        var deleted = (await socket.Ask("DeleteMessage", new { roomId = room, id })).GetProperty("value");

        Assert.False(posted.GetProperty("duplicate").GetBoolean());
        Assert.True(repeated.GetProperty("duplicate").GetBoolean());
        Assert.Equal("hello", repeated.GetProperty("message").GetProperty("text").GetString());
        Assert.Equal(ada.Id, reacted.GetProperty("reactions")[0].GetProperty("userIds")[0].GetGuid());
        Assert.Equal("hello!", edited.GetProperty("text").GetString());
        Assert.Equal("", deleted.GetProperty("text").GetString());
        var last = await socket.Hears(room, deleted.GetProperty("changedSeq").GetInt64());
        Assert.Equal("deleted", last.Events.Last().GetProperty("change").GetString());
        Assert.Equal(["messagePosted", "messageChanged", "messageChanged", "messageChanged"], socket.Batches.Where(batch => batch.IsInterval(room)).SelectMany(batch => batch.Events).Select(happened => happened.Kind));
    }
}

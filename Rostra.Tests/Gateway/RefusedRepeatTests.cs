using System.Net;
using System.Text.Json;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

/// <summary>
/// A change was kept and not answered; before the gateway repeats it, what allowed it is gone. A refusal would say that nothing was changed: its author is told that nobody
/// knows (<c>busy</c>), and whoever then asks anew is refused for what is so now.
/// </summary>
[Trait("Fault", "F11")]
public sealed class RefusedRepeatTests(SharedHost host) : IClassFixture<SharedHost>, IAsyncLifetime
{
    private TestAccount _ann = null!;
    private TestAccount _bob = null!;
    private Guid _room;
    private HubSocket _socket = null!;
    private long _said;

    private string Path => $"/api/rooms/{_room}";

    /// <summary>Ann's room, in which Bob has said something.</summary>
    public async ValueTask InitializeAsync()
    {
        (_ann, _bob) = (await host.Guest(), await host.Guest());
        _room = await _ann.Creates();
        await _bob.Joins(_room);
        _socket = await _bob.Greets();
        _said = await _bob.Says(_room, "a word");
    }

    public ValueTask DisposeAsync() => _socket.DisposeAsync();

    [Fact]
    public async Task An_edit_whose_author_has_left()
    {
        await IsOpenAndThen("notMember", "EditMessage", new { roomId = _room, id = _said, text = "another" }, () => _bob.Leaves(_room));

        Assert.Equal("another", (await _ann.Asks(HttpMethod.Get, $"{Path}/messages/{_said}")).GetProperty("text").GetString());
    }

    [Fact]
    public Task An_edit_of_what_was_deleted_since() =>
        IsOpenAndThen("messageDeleted", "EditMessage", new { roomId = _room, id = _said, text = "another" }, Delete);

    [Fact]
    public Task A_reaction_to_what_was_deleted_since() =>
        IsOpenAndThen("messageDeleted", "React", new { roomId = _room, id = _said, emoji = "🔥", on = true }, Delete);

    [Fact]
    public async Task A_deletion_by_an_owner_who_has_handed_the_room_over()
    {
        await HandOver(_ann, _bob);
        var anns = await _ann.Says(_room, "hers");

        await IsOpenAndThen("notAuthor", "DeleteMessage", new { roomId = _room, id = anns }, () => HandOver(_bob, _ann));
    }

    [Fact]
    public Task A_message_in_a_room_that_was_deleted_since() => IsOpenAndThen(
        "roomNotFound",
        "SendMessage",
        new { roomId = _room, clientId = Guid.CreateVersion7(), text = "the last" },
        () => _ann.Asks(HttpMethod.Delete, Path, expected: HttpStatusCode.NoContent),
        call: "Post");

    [Fact]
    public async Task A_new_name_by_an_owner_who_has_handed_the_room_over()
    {
        await HandOver(_ann, _bob);
        var change = new { name = $"room {Guid.NewGuid():N}" };
        host.Host.Calls.LoseAnswer("Edit", () => HandOver(_bob, _ann));

        Assert.Equal("busy", await _bob.IsRefused(HttpMethod.Patch, Path, HttpStatusCode.ServiceUnavailable, change));
        Assert.Equal("notOwner", await _bob.IsRefused(HttpMethod.Patch, Path, HttpStatusCode.Forbidden, change));
        Assert.Equal(change.name, (await _ann.Asks(HttpMethod.Get, Path)).GetProperty("name").GetString());
    }

    private async Task IsOpenAndThen(string code, string command, object argument, Func<Task> meanwhile, string? call = null)
    {
        var (before, after) = (await Head(), 0L);
        host.Host.Calls.LoseAnswer(call ?? command, async () =>
        {
            after = await Head();
            await meanwhile();
        });

        Assert.Equal("busy", (await _socket.Ask(command, argument)).Code);
        Assert.Equal(before + 1, after); // The first try was kept.
        Assert.Equal(code, (await _socket.Ask(command, argument)).Code);
    }

    private async Task<long> Head() => (await _ann.Asks(HttpMethod.Get, Path)).GetProperty("lastSeq").GetInt64();

    private Task Delete() => _bob.Asks(HttpMethod.Delete, $"{Path}/messages/{_said}");

    private Task<JsonElement> HandOver(TestAccount from, TestAccount to) => from.Asks(HttpMethod.Put, $"{Path}/members/{to.Id}", new { role = "owner" });
}

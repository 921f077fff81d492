using System.Text.Json;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

[Trait("Set", "slow")]
public sealed class HubPresenceTests(HubPresenceTests.QuickHost host) : IClassFixture<HubPresenceTests.QuickHost>
{
    [Fact]
    public async Task Coming_is_told_at_once_and_going_after_the_grace()
    {
        var (ada, alan) = (await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        await alan.Joins(room);
        await using var hers = await ada.Greets();

        var his = await alan.Greets();
        var came = await hers.Presence(room, alan.Id);
        Assert.Equal((true, 2), (came.IsOnline, came.Count));
        Assert.Equal(2, await Listed(ada, room));

        await his.DisposeAsync();
        var went = await hers.Presence(room, alan.Id);
        Assert.Equal((false, 1), (went.IsOnline, went.Count));
        Assert.Equal(1, await Listed(ada, room));
    }

    [Fact]
    public async Task After_its_hello_a_socket_finds_its_person_among_those_who_are_online()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        Assert.Equal(0, await Listed(ada, room));
        Assert.Equal(0, await Counted(ada, room));

        await using var socket = await ada.Opens();
        var welcome = await socket.Hello();

        Assert.Equal(1, welcome.GetProperty("rooms")[0].GetProperty("onlineCount").GetInt32());
        Assert.Equal(1, await Listed(ada, room));
        Assert.Equal(1, await Counted(ada, room));
    }

    [Fact]
    public async Task Who_reloads_the_page_or_closes_one_of_two_tabs_is_never_shown_as_gone()
    {
        var (ada, alan, ken) = (await host.Guest(), await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        await alan.Joins(room);
        await ken.Joins(room);
        await using var hers = await ada.Greets();
        var one = await alan.Greets();
        var other = await alan.Greets();
        var his = await ken.Greets();
        await hers.Presence(room, ken.Id);

        for (var round = 0; round < 3; round++)
        {
            await one.DisposeAsync();
            await other.DisposeAsync();
            one = await alan.Greets();
            other = await alan.Greets();
        }

        await one.DisposeAsync();
        await his.DisposeAsync();
        Assert.False((await hers.Presence(room, ken.Id)).IsOnline);
        Assert.DoesNotContain(hers.Batches.SelectMany(batch => batch.Events), happened =>
            happened.Kind == "presenceChanged" && happened.GetProperty("offline").EnumerateArray().Any(gone => gone.GetGuid() == alan.Id));
        Assert.Equal(2, await Listed(ada, room));
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Leaving_the_room_ends_presence_there_and_the_leaver_hears_no_more_of_it()
    {
        var (ada, alan, ken) = (await host.Guest(), await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        await alan.Joins(room);
        await ken.Joins(room);
        await using var hers = await ada.Greets();
        await using var his = await alan.Greets();
        await hers.Presence(room, alan.Id);

        await alan.Leaves(room);
        Assert.Equal(1, await Listed(ada, room));
        Assert.False((await hers.Presence(room, alan.Id)).IsOnline);
        await his.Hears("roomLeft");
        await using var third = await ken.Greets();
        await hers.Presence(room, ken.Id);

        var left = his.Batches.ToList();
        Assert.DoesNotContain(
            left.Skip(left.FindIndex(batch => batch.Events.Any(happened => happened.Kind == "roomLeft")) + 1),
            batch => batch.TryGetProperty("roomId", out var id) && id.GetGuid() == room);

        await alan.Joins(room);
        Assert.True((await hers.Presence(room, alan.Id)).IsOnline);
    }

    [Fact]
    public async Task Typing_is_told_to_all_in_the_room_and_ends_with_the_message()
    {
        var (ada, alan, eve) = (await host.Guest(), await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        await alan.Joins(room);
        await using var hers = await ada.Greets();
        await using var his = await alan.Greets();
        await using var strangers = await eve.Greets();

        Assert.Equal("{}", (await his.Ask("Typing", new { roomId = room })).GetProperty("value").GetRawText());
        Assert.Equal([alan.Id], await hers.Typists());
        Assert.Equal("{}", (await his.Ask("Typing", new { roomId = room })).GetProperty("value").GetRawText());
        await his.Ask("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text = "there" });
        Assert.Equal([], await hers.Typists());

        var kinds = hers.Batches.SelectMany(batch => batch.Events).Select(happened => happened.Kind).Where(kind => kind is "typingChanged" or "messagePosted");
        Assert.Equal(["typingChanged", "messagePosted", "typingChanged"], kinds);
        Assert.Equal("notMember", (await strangers.Ask("Typing", new { roomId = room })).Code);
        Assert.Equal("roomNotFound", (await strangers.Ask("Typing", new { roomId = Guid.NewGuid() })).Code);
        Assert.Equal("invalid", (await strangers.Ask("Typing", new { })).Code);
        await eve.Joins(room);
        Assert.Equal("{}", (await strangers.Ask("Typing", new { roomId = room })).GetProperty("value").GetRawText());
    }

    [Fact]
    public async Task Above_the_limit_only_the_count_is_told_and_below_it_everyone_again()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        await using var hers = await ada.Greets();
        var crowd = await Task.WhenAll(Enumerable.Range(0, QuickHost.ListedMax).Select(_ => host.Guest()));
        foreach (var guest in crowd)
        {
            await guest.Joins(room);
        }

        var sockets = await Task.WhenAll(crowd.Select(guest => guest.Greets()));
        var above = await hers.Hears(batch => batch.Presence is { } now && now.GetProperty("onlineCount").GetInt32() == crowd.Length + 1);
        Assert.Empty(above.Presence!.Value.GetProperty("online").EnumerateArray());
        Assert.Equal(crowd.Length + 1, await Listed(ada, room));

        await sockets[0].DisposeAsync();
        var below = await hers.Hears(batch => batch.Presence is { } now && now.GetProperty("onlineCount").GetInt32() == crowd.Length);
        Assert.True(below.Presence!.Value.GetProperty("full").GetBoolean());
        Assert.Equal(crowd.Length, below.Presence!.Value.GetProperty("online").GetArrayLength());
        await Task.WhenAll(sockets.Select(socket => socket.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Lists_show_how_many_are_online_also_to_somebody_without_a_socket()
    {
        var (ada, alan) = (await host.Guest(), await host.Guest());
        var (busy, empty) = (await ada.Creates(), await ada.Creates());
        await alan.Joins(busy);
        await using var his = await alan.Greets();

        var rooms = (await ada.Asks(HttpMethod.Get, "/api/rooms")).EnumerateArray().ToDictionary(room => room.GetProperty("id").GetGuid(), room => room.GetProperty("onlineCount").GetInt32());
        Assert.Equal((1, 0), (rooms[busy], rooms[empty]));
        var edited = await ada.Asks(HttpMethod.Patch, $"/api/rooms/{busy}", new { description = "seen" });
        Assert.Equal(1, edited.GetProperty("onlineCount").GetInt32());
        Assert.Equal(1, (await his.Hears("roomChanged")).GetProperty("room").GetProperty("onlineCount").GetInt32());
        var changes = await ada.Asks(HttpMethod.Get, $"/api/rooms/{busy}/changes?after=2");
        Assert.Equal(1, changes.GetProperty("events")[0].GetProperty("room").GetProperty("onlineCount").GetInt32());
        Assert.Equal(1, (await (await host.Guest()).Joins(busy)).GetProperty("onlineCount").GetInt32());
    }

    private static async Task<int> Listed(TestAccount asker, Guid room)
    {
        var page = await asker.Asks(HttpMethod.Get, $"/api/rooms/{room}/members?online=true");
        Assert.All(page.GetProperty("members").EnumerateArray(), member => Assert.True(member.GetProperty("online").GetBoolean()));
        var all = await asker.Asks(HttpMethod.Get, $"/api/rooms/{room}/members");
        Assert.Equal(page.GetProperty("total").GetInt32(), all.GetProperty("members").EnumerateArray().Count(member => member.GetProperty("online").GetBoolean()));
        return page.GetProperty("total").GetInt32();
    }

    private static async Task<int> Counted(TestAccount asker, Guid room) => (await asker.Asks(HttpMethod.Get, $"/api/rooms/{room}")).GetProperty("onlineCount").GetInt32();

    /// <summary>A host where grace is short and few are many.</summary>
    public sealed class QuickHost(PostgresServer postgres) : IAsyncLifetime
    {
        public const int ListedMax = 4;

        private readonly SharedHost _host = new(postgres);

        internal Task<TestAccount> Guest() => _host.Guest();

        public ValueTask InitializeAsync() => _host.Start(new Dictionary<string, string?>
        {
            ["Rostra:Presence:Grace"] = "00:00:01",
            ["Rostra:Presence:CountedGatherFor"] = "00:00:00.250",
            ["Rostra:Presence:ListedMax"] = $"{ListedMax}",
        });

        public ValueTask DisposeAsync() => _host.DisposeAsync();
    }
}

internal static class PresenceReading
{
    extension(JsonElement batch)
    {
        public JsonElement? Presence => batch.Events.Where(happened => happened.Kind == "presenceChanged").Select(happened => (JsonElement?)happened).FirstOrDefault();
    }

    extension(HubSocket socket)
    {
        /// <summary>The next word about a person in a room.</summary>
        public async Task<(bool IsOnline, int Count)> Presence(Guid roomId, Guid userId)
        {
            var batch = await socket.Hears(batch => batch.Presence is { } now && batch.GetProperty("roomId").GetGuid() == roomId && (Came(now, userId) || Went(now, userId)));
            Assert.False(batch.TryGetProperty("upTo", out _));
            return (Came(batch.Presence!.Value, userId), batch.Presence!.Value.GetProperty("onlineCount").GetInt32());
        }

        public async Task<IEnumerable<Guid>> Typists() => (await socket.Hears("typingChanged")).GetProperty("users").EnumerateArray().Select(user => user.GetProperty("id").GetGuid());
    }

    private static bool Came(JsonElement presence, Guid userId) => presence.GetProperty("online").EnumerateArray().Any(user => user.GetProperty("id").GetGuid() == userId);

    private static bool Went(JsonElement presence, Guid userId) => presence.GetProperty("offline").EnumerateArray().Any(user => user.GetGuid() == userId);
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rostra.Rooms;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

/// <summary>How long a room keeps what is said: who sets it, who sees it, and what people meet when something has been removed.</summary>
[Trait("Set", "slow")]
public sealed class RetentionHttpTests(RetentionHttpTests.Place place) : IClassFixture<RetentionHttpTests.Place>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_owner_says_how_long_a_room_keeps_what_is_said_and_every_member_sees_it()
    {
        var (ada, alan, room) = await Pair();
        await using var socket = await alan.Greets();

        var edited = await ada.Asks(HttpMethod.Patch, $"/api/rooms/{room}", new { keepDays = 7 });

        Assert.Equal((7, 3), (edited.GetProperty("keepDays").GetInt32(), edited.GetProperty("changedSeq").GetInt64()));
        Assert.Equal(7, (await socket.Hears("roomChanged")).GetProperty("room").GetProperty("keepDays").GetInt32());
        Assert.Equal(7, (await alan.Asks(HttpMethod.Get, $"/api/rooms/{room}")).GetProperty("keepDays").GetInt32());
        var act = (await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/audit")).GetProperty("acts")[0];
        Assert.Equal(("keepDays", 7, ada.Id), (act.GetProperty("kind").GetString(), act.GetProperty("keepDays").GetInt32(), act.GetProperty("by").GetProperty("id").GetGuid()));

        Assert.Equal(3, (await ada.Asks(HttpMethod.Patch, $"/api/rooms/{room}", new { keepDays = 7 })).GetProperty("lastSeq").GetInt64());
        Assert.False((await ada.Asks(HttpMethod.Patch, $"/api/rooms/{room}", new { keepDays = 0 })).TryGetProperty("keepDays", out _));
        Assert.Equal(6, (await ada.Asks(HttpMethod.Patch, $"/api/rooms/{room}", new { keepDays = 3, slowModeSeconds = 5 })).GetProperty("lastSeq").GetInt64());
        Assert.Equal(30, (await alan.Asks(HttpMethod.Get, "/api/limits")).GetProperty("keepDays").GetInt32());
    }

    [Fact]
    public async Task Nobody_else_does_and_only_days_that_there_are()
    {
        var (ada, alan, room) = await Pair();

        Assert.Equal("notOwner", await alan.IsRefused(HttpMethod.Patch, $"/api/rooms/{room}", HttpStatusCode.Forbidden, new { keepDays = 1 }));
        foreach (var wrong in new object[] { -1, 36_501, long.MaxValue, "7", 1.5 })
        {
            using var answer = await ada.Tries(HttpMethod.Patch, $"/api/rooms/{room}", new { keepDays = wrong });
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest });
        }

        Assert.Equal(2, (await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}")).GetProperty("lastSeq").GetInt64());
    }

    [Fact]
    public async Task What_is_removed_is_told_to_who_is_here_and_who_comes_back_from_before_loads_the_room_again()
    {
        var (ada, alan, room) = await Pair();
        await using var socket = await alan.Greets();
        for (var i = 0; i < 5; i++)
        {
            await ada.Says(room, $"old {i}");
        }

        await socket.Hears(room, 7);
        await Age(room);
        var young = await ada.Says(room, "young");
        await socket.Hears(room, young);

        await Trim();

        await socket.Hears(batch => batch.Events.Any(happened => happened.Kind == "roomTrimmed" && happened.GetProperty("trimmedSeq").GetInt64() == 7), "all of it");
        var mine = await alan.Asks(HttpMethod.Get, $"/api/rooms/{room}");
        Assert.Equal((7, 1, 8), (mine.GetProperty("trimmedSeq").GetInt64(), mine.GetProperty("unread").GetInt32(), mine.GetProperty("lastSeq").GetInt64()));

        await using var back = await alan.Opens();
        var entry = (await back.Hello((room, 4))).GetProperty("catchUp")[0];
        Assert.True(entry.GetProperty("reset").GetBoolean());
        Assert.True((await alan.Asks(HttpMethod.Get, $"/api/rooms/{room}/changes?after=4")).GetProperty("reset").GetBoolean());
        await using var next = await alan.Opens();
        entry = (await next.Hello((room, 7))).GetProperty("catchUp")[0];
        Assert.Equal((7, 8), (entry.GetProperty("after").GetInt64(), entry.GetProperty("upTo").GetInt64()));

        foreach (var query in new[] { "", "?limit=5", "?around=4", "?after=3", $"?before={young + 1}" })
        {
            var page = await alan.Asks(HttpMethod.Get, $"/api/rooms/{room}/messages{query}");
            Assert.Equal(["young"], page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString()));
            Assert.False(page.GetProperty("hasOlder").GetBoolean());
        }

        Assert.Empty((await alan.Asks(HttpMethod.Get, $"/api/rooms/{room}/messages?before=5")).GetProperty("messages").EnumerateArray());
        Assert.Equal("messageNotFound", await alan.IsRefused(HttpMethod.Get, $"/api/rooms/{room}/messages/4", HttpStatusCode.NotFound));
        Assert.Equal("messageNotFound", await ada.IsRefused(HttpMethod.Patch, $"/api/rooms/{room}/messages/4", HttpStatusCode.NotFound, new { text = "hm" }));
        Assert.Empty((await alan.Asks(HttpMethod.Get, $"/api/rooms/{room}/search?q=old")).GetProperty("hits").EnumerateArray());
    }

    [Fact]
    public async Task The_silo_says_what_it_removed()
    {
        var (ada, _, room) = await Pair();
        await ada.Says(room, "old");
        await Age(room);

        Assert.Equal(1, (await Trim()).Messages);
        Assert.Equal(0, (await Trim()).Rows);
    }

    private Task<Trimming> Trim() => place.Rostra.Gateways[0].Services.GetServices<IHostedService>().OfType<RoomTrimmer>().Single().Pass(Cancellation);

    /// <summary>What has happened so far happened 40 days ago.</summary>
    private async Task Age(Guid room)
    {
        await place.Rostra.Ask<long>("with aged as (update rostra.messages set sent_at = sent_at - interval '40 days' where room_id = $1 returning 1) select count(*) from aged", room);
        await place.Rostra.Ask<long>("with aged as (update rostra.changes set at = at - interval '40 days' where room_id = $1 returning 1) select count(*) from aged", room);
    }

    private async Task<(TestAccount Ada, TestAccount Alan, Guid Room)> Pair()
    {
        var (ada, alan) = (await place.Rostra.Gateways[0].Register(), await place.Rostra.Gateways[0].Register());
        var room = await ada.Creates();
        await alan.Joins(room);
        return (ada, alan, room);
    }

    /// <summary>A Rostra that keeps what is said for 30 days.</summary>
    public sealed class Place(PostgresServer postgres) : IAsyncLifetime
    {
        internal RostraCluster Rostra { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Rostra = await RostraCluster.Standalone(postgres, setup => setup.Settings = new Dictionary<string, string?>
        {
            ["Rostra:Retention:KeepDays"] = "30",
            ["Rostra:Retention:BatchMax"] = "2",
            ["Rostra:Retention:Pause"] = "00:00:00.001",
            ["Rostra:Limits:HeadCheckEvery"] = "00:00:00.05",
        });

        public ValueTask DisposeAsync() => Rostra.DisposeAsync();
    }
}

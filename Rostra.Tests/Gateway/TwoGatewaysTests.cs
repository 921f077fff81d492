using System.Net;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

/// <summary>What is done through one gateway is heard at the other.</summary>
[Trait("Set", "slow")]
public sealed class TwoGatewaysTests(SharedHost host) : IClassFixture<SharedHost>, IAsyncLifetime
{
    private TestGateway _other = null!;

    public async ValueTask InitializeAsync() => _other = await host.AnotherGateway();

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_room_that_I_make_or_join_here_is_mine_there()
    {
        var (ada, alan) = (await host.Guest(), await host.Guest());
        await using var there = await ada.At(_other).Greets();

        var made = await ada.Creates();
        await there.Hears("roomJoined");
        var said = await ada.Says(made, "hello");
        await there.Hears(made, said);

        var alans = await alan.Creates();
        var joined = (await ada.Joins(alans)).GetProperty("lastSeq").GetInt64();
        var room = (await there.Hears("roomJoined")).GetProperty("room");
        Assert.Equal((alans, "member", joined), (room.GetProperty("id").GetGuid(), room.GetProperty("role").GetString(), room.GetProperty("readSeq").GetInt64()));
        await there.Hears(alans, await alan.Says(alans, "welcome"));

        await ada.Leaves(alans);
        Assert.Equal("left", (await there.Hears("roomLeft")).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task What_I_read_here_is_read_there()
    {
        var (ada, alan) = (await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        await alan.Joins(room);
        long last = 0;
        for (var i = 0; i < 3; i++)
        {
            last = await ada.Says(room, $"{i}");
        }
        await using var here = await alan.Greets();
        await using var there = await alan.At(_other).Greets();

        var answer = await here.Ask("MarkRead", new { roomId = room, seq = last - 1 });

        foreach (var socket in (HubSocket[])[here, there])
        {
            var moved = await socket.Hears("readMoved");
            Assert.Equal((room, last - 1, 1), (moved.GetProperty("roomId").GetGuid(), moved.GetProperty("readSeq").GetInt64(), moved.GetProperty("unread").GetInt32()));
        }
        Assert.Equal((last - 1, 1), (answer.GetProperty("value").GetProperty("readSeq").GetInt64(), answer.GetProperty("value").GetProperty("unread").GetInt32()));
        var read = await alan.At(_other).Asks(HttpMethod.Put, $"/api/rooms/{room}/read", new { seq = last });
        Assert.Equal((last, 0), (read.GetProperty("readSeq").GetInt64(), read.GetProperty("unread").GetInt32()));
        Assert.Equal(last, (await here.Hears("readMoved")).GetProperty("readSeq").GetInt64());
    }

    [Fact]
    public async Task Marks_are_refused_as_the_contract_says()
    {
        var (ada, alan) = (await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        await using var socket = await alan.Greets();

        Assert.Equal("notMember", (await socket.Ask("MarkRead", new { roomId = room, seq = 1 })).Code);
        Assert.Equal("roomNotFound", (await socket.Ask("MarkRead", new { roomId = Guid.NewGuid(), seq = 1 })).Code);
        Assert.Equal("invalid", (await socket.Ask("MarkRead", new { roomId = room, seq = -1 })).Code);
        Assert.Equal("malformed", (await socket.Ask("MarkRead", new { roomId = room, seq = "1" })).Code);
        Assert.Equal("notMember", await alan.IsRefused(HttpMethod.Put, $"/api/rooms/{room}/read", HttpStatusCode.Forbidden, new { seq = 1 }));
        Assert.Equal("roomNotFound", await alan.IsRefused(HttpMethod.Put, $"/api/rooms/{Guid.NewGuid()}/read", HttpStatusCode.NotFound, new { seq = 1 }));
        Assert.Equal("invalid", await alan.IsRefused(HttpMethod.Put, $"/api/rooms/{room}/read", HttpStatusCode.UnprocessableEntity, new { }));
    }
}

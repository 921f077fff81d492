using System.Net;
using Xunit;

namespace Rostra.Gateway;

public sealed class RoomsHttpTests(SharedHost host) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task Making_a_room_twice_under_one_id_makes_one()
    {
        var ada = await host.Guest();
        var body = new { id = Guid.NewGuid(), name = $"one {Guid.NewGuid():N}", description = "about" };

        var made = await ada.Asks(HttpMethod.Post, "/api/rooms", body, HttpStatusCode.Created);
        var again = await ada.Asks(HttpMethod.Post, "/api/rooms", body);

        Assert.Equal(body.id, made.GetProperty("id").GetGuid());
        Assert.Equal(("owner", 1, 1, 0), (made.GetProperty("role").GetString(), made.GetProperty("lastSeq").GetInt64(), made.GetProperty("readSeq").GetInt64(), made.GetProperty("unread").GetInt32()));
        Assert.Equal(made.GetRawText(), again.GetRawText());
        Assert.Equal("invalid", await (await host.Guest()).IsRefused(HttpMethod.Post, "/api/rooms", HttpStatusCode.UnprocessableEntity, body));
        Assert.Equal("roomNameTaken", await ada.IsRefused(HttpMethod.Post, "/api/rooms", HttpStatusCode.Conflict, new { name = body.name.ToUpperInvariant() }));
    }

    [Fact]
    public async Task A_stranger_sees_that_there_is_a_room_and_no_more()
    {
        var (ada, alan) = (await host.Guest(), await host.Guest());
        var room = await ada.Creates();

        foreach (var path in new[] { "", "/members", "/messages", "/changes?after=0", "/messages/1" })
        {
            Assert.Equal("notMember", await alan.IsRefused(HttpMethod.Get, $"/api/rooms/{room}{path}", HttpStatusCode.Forbidden));
            Assert.Equal("roomNotFound", await alan.IsRefused(HttpMethod.Get, $"/api/rooms/{Guid.NewGuid()}{path}", HttpStatusCode.NotFound));
            Assert.Equal("notFound", await alan.IsRefused(HttpMethod.Get, $"/api/rooms/nowhere{path}", HttpStatusCode.NotFound));
        }

        Assert.Equal("notMember", await alan.IsRefused(HttpMethod.Post, $"/api/rooms/{room}/leave", HttpStatusCode.Forbidden));
        Assert.Equal("notMember", await alan.IsRefused(HttpMethod.Patch, $"/api/rooms/{room}", HttpStatusCode.Forbidden, new { name = "mine now" }));
        Assert.Equal("notMember", await alan.IsRefused(HttpMethod.Delete, $"/api/rooms/{room}", HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_room_is_changed_by_its_owner_and_null_clears_the_description()
    {
        var (ada, alan) = (await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        var path = $"/api/rooms/{room}";
        await alan.Joins(room);

        var described = await ada.Asks(HttpMethod.Patch, path, new { description = "about" });
        var same = await ada.Asks(HttpMethod.Patch, path, new { description = "about" });
        var cleared = await ada.Asks(HttpMethod.Patch, path, new { description = (string?)null });

        Assert.Equal(("about", 3), (described.GetProperty("description").GetString(), described.GetProperty("lastSeq").GetInt64()));
        Assert.Equal(3, same.GetProperty("lastSeq").GetInt64());
        Assert.False(cleared.TryGetProperty("description", out _));
        Assert.Equal("notOwner", await alan.IsRefused(HttpMethod.Patch, path, HttpStatusCode.Forbidden, new { name = "mine now" }));
        Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Patch, path, HttpStatusCode.UnprocessableEntity, new { }));
        Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Patch, path, HttpStatusCode.UnprocessableEntity, new { name = (string?)null, description = "x" }));
        Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Patch, path, HttpStatusCode.UnprocessableEntity, new { name = "ab" }));
        Assert.Equal("malformed", await ada.IsRefused(HttpMethod.Patch, path, HttpStatusCode.BadRequest, new { name = 7 }));
        Assert.Equal("alreadyMember", await alan.IsRefused(HttpMethod.Post, $"{path}/join", HttpStatusCode.Conflict));
        Assert.Equal("ownerCannotLeave", await ada.IsRefused(HttpMethod.Post, $"{path}/leave", HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Members_come_in_pages_with_the_owner_first()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        for (var at = 0; at < 3; at++)
        {
            await (await host.Guest()).Joins(room);
        }

        var first = await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/members?limit=3");
        var rest = await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/members?limit=3&cursor={Uri.EscapeDataString(first.GetProperty("cursor").GetString()!)}");

        Assert.Equal((3, 4), (first.GetProperty("members").GetArrayLength(), first.GetProperty("total").GetInt32()));
        Assert.Equal(("owner", ada.Id), (first.GetProperty("members")[0].GetProperty("role").GetString(), first.GetProperty("members")[0].GetProperty("user").GetProperty("id").GetGuid()));
        Assert.Equal(1, rest.GetProperty("members").GetArrayLength());
        Assert.False(rest.TryGetProperty("cursor", out _));
        Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Get, $"/api/rooms/{room}/members?limit=101", HttpStatusCode.UnprocessableEntity));
        Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Get, $"/api/rooms/{room}/members?cursor=forged", HttpStatusCode.UnprocessableEntity));
    }
}

using System.Net;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

public sealed class MessagesHttpTests(SharedHost host) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task The_first_body_wins_whatever_comes_after()
    {
        var ada = await host.Guest();
        var path = $"/api/rooms/{await ada.Creates()}/messages";
        var clientId = Guid.CreateVersion7();

        var posted = await ada.Asks(HttpMethod.Post, path, new { clientId, text = " hello " }, HttpStatusCode.Created);
        var repeated = await ada.Asks(HttpMethod.Post, path, new { clientId });

        Assert.True(repeated.GetProperty("duplicate").GetBoolean());
        Assert.Equal(posted.GetProperty("message").GetRawText(), repeated.GetProperty("message").GetRawText());
        Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Post, path, HttpStatusCode.UnprocessableEntity, new { clientId = Guid.NewGuid() }));
        Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Post, path, HttpStatusCode.UnprocessableEntity, new { clientId = Guid.NewGuid(), text = "  " }));
        Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Post, path, HttpStatusCode.UnprocessableEntity, new { clientId = Guid.Empty, text = "x" }));
    }

    [Fact]
    public async Task A_message_is_edited_reacted_to_and_deleted()
    {
        var (ada, alan) = (await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        await alan.Joins(room);
        var path = $"/api/rooms/{room}/messages/{await ada.Says(room, "hello")}";
        var heart = Uri.EscapeDataString("❤️");

        await ada.Asks(HttpMethod.Patch, path, new { text = "hello!" });
        var liked = await alan.Asks(HttpMethod.Put, $"{path}/reactions/{heart}");
        var unliked = await alan.Asks(HttpMethod.Delete, $"{path}/reactions/{heart}");
        Assert.Equal("textUnchanged", await ada.IsRefused(HttpMethod.Patch, path, HttpStatusCode.Conflict, new { text = "hello!" }));
        Assert.Equal("notAuthor", await alan.IsRefused(HttpMethod.Patch, path, HttpStatusCode.Forbidden, new { text = "mine" }));
        Assert.Equal("notAuthor", await alan.IsRefused(HttpMethod.Delete, path, HttpStatusCode.Forbidden));
        var deleted = await ada.Asks(HttpMethod.Delete, path);
        var again = await ada.Asks(HttpMethod.Delete, path);

        Assert.Equal("❤️", liked.GetProperty("reactions")[0].GetProperty("emoji").GetString());
        Assert.True(liked.GetProperty("reactions")[0].GetProperty("mine").GetBoolean());
        Assert.Empty(unliked.GetProperty("reactions").EnumerateArray());
        Assert.Equal(deleted.GetRawText(), again.GetRawText());
        Assert.Equal(deleted.GetRawText(), (await alan.Asks(HttpMethod.Get, path)).GetRawText());
        Assert.Equal("messageDeleted", await alan.IsRefused(HttpMethod.Put, $"{path}/reactions/{heart}", HttpStatusCode.Conflict));
        Assert.Equal("invalid", await alan.IsRefused(HttpMethod.Put, $"/api/rooms/{room}/messages/999/reactions/x", HttpStatusCode.UnprocessableEntity));
        Assert.Equal("messageNotFound", await alan.IsRefused(HttpMethod.Put, $"/api/rooms/{room}/messages/999/reactions/{heart}", HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Pages_are_found_before_after_and_around_a_place()
    {
        var ada = await host.Guest();
        var room = await ada.Creates();
        for (var at = 2; at <= 11; at++)
        {
            await ada.Says(room, $"{at}");
        }

        Assert.Equal((long[])[9, 10, 11], await Ids(ada, room, "limit=3"));
        Assert.Equal((long[])[6, 7, 8], await Ids(ada, room, "before=9&limit=3"));
        Assert.Equal((long[])[4, 5, 6], await Ids(ada, room, "after=3&limit=3"));
        Assert.Equal((long[])[4, 5, 6, 7], await Ids(ada, room, "around=5&limit=4"));
        foreach (var query in new[] { "before=1&after=2", "limit=0", "limit=101", "before=-1", "after=x" })
        {
            Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Get, $"/api/rooms/{room}/messages?{query}", HttpStatusCode.UnprocessableEntity));
        }

        Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Get, $"/api/rooms/{room}/changes", HttpStatusCode.UnprocessableEntity));
    }

    private static async Task<long[]> Ids(TestAccount guest, Guid room, string query)
    {
        var page = await guest.Asks(HttpMethod.Get, $"/api/rooms/{room}/messages?{query}");
        Assert.Equal(11, page.GetProperty("lastSeq").GetInt64());
        return [.. page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("id").GetInt64())];
    }
}

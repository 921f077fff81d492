using System.Net;
using System.Text.Json;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

/// <summary>What owners do about people, at one gateway, and what those people meet, at another.</summary>
[Trait("Set", "slow")]
public sealed class ModerationHttpTests(SharedHost host) : IClassFixture<SharedHost>, IAsyncLifetime
{
    private TestGateway _other = null!;

    public async ValueTask InitializeAsync() => _other = await host.AnotherGateway();

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact, Trait("Fault", "F27")]
    public async Task Who_is_removed_while_they_speak_is_cut_off_exactly_there_and_may_come_back()
    {
        var (ada, alan, room) = await Pair();
        await using var owner = await ada.Greets();
        await using var removed = await alan.Greets();
        using var enough = new CancellationTokenSource();
        var speaking = Speak(removed, room, enough.Token);

        for (var round = 0; round < 5; round++)
        {
            await removed.Hears(batch => batch.IsInterval(room), "something said");
            await ada.Asks(HttpMethod.Delete, $"/api/rooms/{room}/members/{alan.Id}", expected: HttpStatusCode.NoContent);
            var left = await owner.Hears("memberLeft");
            Assert.Equal((alan.Id, ada.Id), (left.GetProperty("user").GetProperty("id").GetGuid(), left.GetProperty("by").GetGuid()));
            var farewell = await removed.Hears("roomLeft");
            Assert.Equal(("removed", left.GetProperty("seq").GetInt64()), (farewell.GetProperty("reason").GetString(), farewell.GetProperty("seq").GetInt64()));
            await alan.Joins(room);
        }

        await enough.CancelAsync();
        var codes = await speaking;
        Assert.Equal("notMember", Assert.Single(codes.Distinct()));
        AssertNothingBetweenStints(removed, room);
    }

    [Fact]
    public async Task Who_is_banned_at_one_gateway_cannot_join_at_another_until_the_ban_is_lifted()
    {
        var (ada, alan, room) = await Pair();
        await using var socket = await alan.Greets();

        await ada.Asks(HttpMethod.Put, $"/api/rooms/{room}/bans/{alan.Id}", new { reason = "  spam " }, HttpStatusCode.NoContent);

        Assert.Equal("removed", (await socket.Hears("roomLeft")).GetProperty("reason").GetString());
        Assert.Equal("banned", await alan.IsRefused(HttpMethod.Post, $"/api/rooms/{room}/join", HttpStatusCode.Forbidden));
        var ban = (await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/bans")).GetProperty("bans")[0];
        Assert.Equal((alan.Id, ada.Id, "spam", 3), (ban.GetProperty("user").GetProperty("id").GetGuid(), ban.GetProperty("by").GetProperty("id").GetGuid(), ban.GetProperty("reason").GetString(), ban.GetProperty("seq").GetInt64()));

        await ada.Asks(HttpMethod.Delete, $"/api/rooms/{room}/bans/{alan.Id}", expected: HttpStatusCode.NoContent);
        await alan.Joins(room);
        Assert.Empty((await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/bans")).GetProperty("bans").EnumerateArray());
    }

    [Fact]
    public async Task Who_is_muted_is_told_how_long_and_everybody_sees_it()
    {
        var (ada, alan, room) = await Pair();
        await using var socket = await alan.Greets();
        var until = DateTimeOffset.UtcNow.AddMinutes(5);

        var muted = await ada.Asks(HttpMethod.Put, $"/api/rooms/{room}/mutes/{alan.Id}", new { until });

        Assert.Equal(until, muted.GetProperty("mutedUntil").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.Equal(muted.GetProperty("mutedUntil").GetString(), (await socket.Hears("memberChanged")).GetProperty("member").GetProperty("mutedUntil").GetString());
        var refusal = (await socket.Ask("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text = "hm" })).GetProperty("refusal");
        Assert.Equal("muted", refusal.GetProperty("code").GetString());
        Assert.InRange(refusal.GetProperty("retryAfterMs").GetInt64(), 1, 300_000);
        using (var answer = await alan.Tries(HttpMethod.Post, $"/api/rooms/{room}/messages", new { clientId = Guid.CreateVersion7(), text = "hm" }))
        {
            Assert.InRange((await answer.Refused(HttpStatusCode.Forbidden, "muted")).GetProperty("retryAfterMs").GetInt64(), 1, 300_000);
        }

        var listed = (await alan.Asks(HttpMethod.Get, $"/api/rooms/{room}/members?query={alan.Name}")).GetProperty("members")[0];
        Assert.Equal(muted.GetProperty("mutedUntil").GetString(), listed.GetProperty("mutedUntil").GetString());
        await ada.Asks(HttpMethod.Delete, $"/api/rooms/{room}/mutes/{alan.Id}", expected: HttpStatusCode.NoContent);
        await alan.Says(room, "at last");
    }

    [Fact]
    public async Task Slow_mode_is_a_change_of_the_room_and_a_refusal_with_its_wait()
    {
        var (ada, alan, room) = await Pair();
        await using var socket = await alan.Greets();

        var edited = await ada.Asks(HttpMethod.Patch, $"/api/rooms/{room}", new { slowModeSeconds = 60 });

        Assert.Equal((60, 3), (edited.GetProperty("slowModeSeconds").GetInt32(), edited.GetProperty("changedSeq").GetInt64()));
        Assert.Equal(60, (await socket.Hears("roomChanged")).GetProperty("room").GetProperty("slowModeSeconds").GetInt32());
        await alan.Says(room, "one");
        using (var answer = await alan.Tries(HttpMethod.Post, $"/api/rooms/{room}/messages", new { clientId = Guid.CreateVersion7(), text = "two" }))
        {
            Assert.InRange((await answer.Refused(HttpStatusCode.TooManyRequests, "slowMode")).GetProperty("retryAfterMs").GetInt64(), 1, 60_000);
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        await ada.Says(room, "the owner");
        await ada.Says(room, "always");
        Assert.False((await ada.Asks(HttpMethod.Patch, $"/api/rooms/{room}", new { slowModeSeconds = 0 })).TryGetProperty("slowModeSeconds", out _));
        await alan.Says(room, "two");
    }

    [Fact]
    public async Task What_the_owner_did_stands_in_the_audit_page_by_page_for_the_owner_only()
    {
        var (ada, alan, room) = await Pair();
        var said = await alan.Says(room, "to be deleted");
        var until = DateTimeOffset.UtcNow.AddHours(1);
        await ada.Asks(HttpMethod.Delete, $"/api/rooms/{room}/messages/{said}");
        await ada.Asks(HttpMethod.Put, $"/api/rooms/{room}/mutes/{alan.Id}", new { until, reason = "loud" });
        await ada.Asks(HttpMethod.Delete, $"/api/rooms/{room}/mutes/{alan.Id}", expected: HttpStatusCode.NoContent);
        await ada.Asks(HttpMethod.Patch, $"/api/rooms/{room}", new { slowModeSeconds = 5, name = $"slow {Guid.NewGuid():N}" });
        await ada.Asks(HttpMethod.Delete, $"/api/rooms/{room}/members/{alan.Id}?reason=again", expected: HttpStatusCode.NoContent);
        await ada.Asks(HttpMethod.Put, $"/api/rooms/{room}/bans/{alan.Id}", new { }, HttpStatusCode.NoContent);
        await ada.Asks(HttpMethod.Delete, $"/api/rooms/{room}/bans/{alan.Id}", expected: HttpStatusCode.NoContent);

        List<JsonElement> acts = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/audit?limit=3{cursor}");
            acts.AddRange(page.GetProperty("acts").EnumerateArray());
            cursor = page.TryGetProperty("cursor", out var next) ? $"&cursor={next.GetString()}" : null;
        }

        Assert.Equal(
            ["10 banLifted", "9 banned", "8 removed again", "7 slowMode", "6 muteLifted", "5 muted loud", "4 messageDeleted"],
            acts.Select(act => $"{act.GetProperty("seq")} {act.GetProperty("kind").GetString()} {(act.TryGetProperty("reason", out var reason) ? reason.GetString() : "")}".Trim()));
        Assert.All(acts, act => Assert.Equal(ada.Id, act.GetProperty("by").GetProperty("id").GetGuid()));
        Assert.All(acts.Where(act => act.GetProperty("kind").GetString() != "slowMode"), act => Assert.Equal(alan.Id, act.GetProperty("user").GetProperty("id").GetGuid()));
        Assert.Equal(5, acts.Single(act => act.GetProperty("kind").GetString() == "slowMode").GetProperty("slowModeSeconds").GetInt32());
        await alan.Joins(room);
        foreach (var list in new[] { "audit", "bans", "reports" })
        {
            Assert.Equal("notOwner", await alan.IsRefused(HttpMethod.Get, $"/api/rooms/{room}/{list}", HttpStatusCode.Forbidden));
            Assert.Equal("notMember", await (await host.Guest()).IsRefused(HttpMethod.Get, $"/api/rooms/{room}/{list}", HttpStatusCode.Forbidden));
            Assert.Equal("roomNotFound", await ada.IsRefused(HttpMethod.Get, $"/api/rooms/{Guid.NewGuid()}/{list}", HttpStatusCode.NotFound));
            Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Get, $"/api/rooms/{room}/{list}?cursor=AAAA", HttpStatusCode.UnprocessableEntity));
        }
    }

    [Fact]
    public async Task A_report_reaches_the_owner_once_from_each_member_and_is_closed_by_hand_or_by_deleting()
    {
        var (ada, alan, room) = await Pair();
        var ken = await host.Guest();
        await ken.Joins(room);
        var (one, two) = (await alan.Says(room, "bad"), await alan.Says(room, "worse"));

        await ken.Asks(HttpMethod.Post, $"/api/rooms/{room}/messages/{one}/report", new { reason = "spam" }, HttpStatusCode.NoContent);
        await ken.Asks(HttpMethod.Post, $"/api/rooms/{room}/messages/{one}/report", new { reason = "spam, again" }, HttpStatusCode.NoContent);
        await ada.Asks(HttpMethod.Post, $"/api/rooms/{room}/messages/{one}/report", new { }, HttpStatusCode.NoContent);
        await ken.Asks(HttpMethod.Post, $"/api/rooms/{room}/messages/{two}/report", new { }, HttpStatusCode.NoContent);

        var first = await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/reports?limit=1");
        Assert.Equal(two, first.GetProperty("messages")[0].GetProperty("message").GetProperty("id").GetInt64());
        var reported = (await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/reports?limit=1&cursor={first.GetProperty("cursor").GetString()}")).GetProperty("messages")[0];
        Assert.Equal((2, "bad"), (reported.GetProperty("count").GetInt32(), reported.GetProperty("message").GetProperty("text").GetString()));
        Assert.Equal((ken.Id, "spam"), (reported.GetProperty("reports")[0].GetProperty("by").GetProperty("id").GetGuid(), reported.GetProperty("reports")[0].GetProperty("reason").GetString()));

        await ada.Asks(HttpMethod.Delete, $"/api/rooms/{room}/reports/{one}", expected: HttpStatusCode.NoContent);
        await alan.Asks(HttpMethod.Delete, $"/api/rooms/{room}/messages/{two}");
        Assert.Empty((await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/reports")).GetProperty("messages").EnumerateArray());

        var stranger = await host.Guest();
        Assert.Equal("notMember", await stranger.IsRefused(HttpMethod.Post, $"/api/rooms/{room}/messages/{one}/report", HttpStatusCode.Forbidden, new { }));
        Assert.Equal("messageNotFound", await ken.IsRefused(HttpMethod.Post, $"/api/rooms/{room}/messages/{two}/report", HttpStatusCode.NotFound, new { }));
        Assert.Equal("messageNotFound", await ken.IsRefused(HttpMethod.Post, $"/api/rooms/{room}/messages/999/report", HttpStatusCode.NotFound, new { }));
        Assert.Equal("invalid", await ken.IsRefused(HttpMethod.Post, $"/api/rooms/{room}/messages/{one}/report", HttpStatusCode.UnprocessableEntity, new { reason = "two\nlines" }));
    }

    [Fact]
    public async Task An_account_reports_only_so_often()
    {
        var (_, alan, room) = await Pair();
        var said = await alan.Says(room, "once");
        for (var i = 0; i < 10; i++)
        {
            await alan.Asks(HttpMethod.Post, $"/api/rooms/{room}/messages/{said}/report", new { }, HttpStatusCode.NoContent);
        }

        Assert.Equal("rateLimited", await alan.IsRefused(HttpMethod.Post, $"/api/rooms/{room}/messages/{said}/report", HttpStatusCode.TooManyRequests, new { }));
    }

    [Theory]
    [InlineData("""{"until":"tomorrow"}""")]
    [InlineData("""{"until":"2026-01-01"}""")]
    [InlineData("""{"until":"2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"until":"9999-12-31T23:59:59.9999999Z"}""")]
    [InlineData("""{"until":"0001-01-01T00:00:00+14:00"}""")]
    [InlineData("{}")]
    public async Task A_mute_needs_an_instant_that_can_be(string body)
    {
        var (ada, alan, room) = await Pair();

        Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Put, $"/api/rooms/{room}/mutes/{alan.Id}", HttpStatusCode.UnprocessableEntity, JsonElement.Parse(body)));
    }

    /// <summary>An owner, and a member who is at the other gateway.</summary>
    private async Task<(TestAccount Owner, TestAccount Member, Guid Room)> Pair()
    {
        var (ada, alan) = (await host.Guest(), (await host.Guest()).At(_other));
        var room = await ada.Creates();
        await alan.Joins(room);
        return (ada, alan, room);
    }

    private static async Task<List<string>> Speak(HubSocket socket, Guid room, CancellationToken enough)
    {
        List<string> refused = [];
        while (!enough.IsCancellationRequested)
        {
            var answer = await socket.Ask("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text = "on and on" });
            if (answer.TryGetProperty("refusal", out var refusal))
            {
                refused.Add(refusal.GetProperty("code").GetString()!);
            }
        }

        return refused;
    }

    private static void AssertNothingBetweenStints(HubSocket socket, Guid room)
    {
        var isInside = true;
        foreach (var batch in socket.Batches)
        {
            var kinds = batch.Events.Select(happened => happened.Kind).ToList();
            isInside = kinds is ["roomJoined"] || isInside;
            Assert.True(isInside || !batch.IsInterval(room), "Something of the room was told to somebody who was out.");
            isInside = kinds is not ["roomLeft"] && isInside;
        }
    }
}

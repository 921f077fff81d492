using System.Net;
using System.Text.Json;
using Rostra.Gateway;
using Rostra.Testing;
using Xunit;

namespace Rostra.Oversight;

/// <summary>What whoever looks after the place sees of it, over HTTP.</summary>
public sealed class OversightTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly string[] s_lists = ["nodes", "rooms", "people", "reports", "audit"];

    private readonly SharedHost _shared = new(postgres);
    private TestAccount _administrator = null!;
    private TestAccount _ada = null!;
    private TestAccount _alan = null!;

    public async ValueTask InitializeAsync()
    {
        await _shared.Start();
        _administrator = await _shared.Host.Register(); // The first of all.
        (_ada, _alan) = (await _shared.Host.Register(), await _shared.Host.Register());
    }

    public async ValueTask DisposeAsync()
    {
        await _shared.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Whoever_does_not_look_after_the_place_is_told_so_and_reads_nothing()
    {
        Assert.False((await _ada.Asks(HttpMethod.Get, "/api/admin")).GetProperty("administrator").GetBoolean());
        Assert.True((await _administrator.Asks(HttpMethod.Get, "/api/admin")).GetProperty("administrator").GetBoolean());
        foreach (var list in s_lists)
        {
            Assert.Equal("notAdministrator", await _ada.IsRefused(HttpMethod.Get, $"/api/admin/{list}", HttpStatusCode.Forbidden));
        }
    }

    [Fact]
    public async Task People_and_rooms_come_page_by_page_each_once_and_without_email_addresses()
    {
        Guid[] rooms = [await _ada.Creates(), await _ada.Creates(), await _alan.Creates()];
        await _alan.Joins(rooms[0]);
        await _ada.Says(rooms[0], "the liveliest");

        var people = await All("people", "people", 2);
        var found = await All("rooms", "rooms", 2);

        Assert.Equal([_alan.Id, _ada.Id, _administrator.Id], people.Select(person => Id(person.GetProperty("user"))));
        Assert.Equal([2, 2, 0], people.Select(person => person.GetProperty("rooms").GetInt32()));
        Assert.All(people, person => Assert.True(person.GetProperty("lastUsedAt").GetDateTimeOffset() > DateTimeOffset.UnixEpoch));
        Assert.DoesNotContain("@", string.Concat(people.Select(person => person.GetRawText())), StringComparison.Ordinal);
        Assert.Equal([rooms[0], rooms[2], rooms[1]], found.Select(Id));
        Assert.Equal((2, 3, 0), (found[0].GetProperty("memberCount").GetInt32(), found[0].GetProperty("lastSeq").GetInt32(), found[0].GetProperty("openReports").GetInt32()));
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        var cursor = (await _administrator.Asks(HttpMethod.Get, "/api/admin/people?limit=1")).GetProperty("cursor").GetString();

        Assert.Equal("invalid", await _administrator.IsRefused(HttpMethod.Get, $"/api/admin/rooms?cursor={cursor}", HttpStatusCode.UnprocessableEntity));
        Assert.Equal("invalid", await _administrator.IsRefused(HttpMethod.Get, "/api/admin/reports?limit=101", HttpStatusCode.UnprocessableEntity));
        Assert.Equal("invalid", await _administrator.IsRefused(HttpMethod.Get, "/api/admin/reports?closed=perhaps", HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Reports_of_all_rooms_wait_in_one_queue_until_somebody_has_looked_and_then_it_says_who_and_when()
    {
        var (first, second) = (await Reported("first"), await Reported("second"));
        var third = await Reported("gone by now");
        await _ada.Asks(HttpMethod.Delete, $"/api/rooms/{third.Room}/messages/{third.Message}");

        var open = await All("reports", "messages", 1);
        Assert.Equal(["first", "second"], open.Select(Text));
        Assert.Equal("rude: first", open[0].GetProperty("reports")[0].GetProperty("reason").GetString());
        Assert.Equal(1, (await All("rooms", "rooms", 10)).Single(room => Id(room) == first.Room).GetProperty("openReports").GetInt32());

        for (var times = 0; times < 2; times++)
        {
            await _administrator.Asks(HttpMethod.Delete, $"/api/rooms/{first.Room}/reports/{first.Message}", expected: HttpStatusCode.NoContent);
        }
        await _ada.Asks(HttpMethod.Delete, $"/api/rooms/{second.Room}/reports/{second.Message}", expected: HttpStatusCode.NoContent);
        await _administrator.Asks(HttpMethod.Delete, $"/api/rooms/{second.Room}/reports/{second.Message}", expected: HttpStatusCode.NoContent); // Whoever was first stays.

        Assert.Empty(await All("reports", "messages", 1));
        var closed = await All("reports?closed=true", "messages", 1);
        Assert.Equal(["second", "first"], closed.Select(Text));
        Assert.Equal([_ada.Id, _administrator.Id], closed.Select(report => Id(report.GetProperty("closedBy"))));
        Assert.All(closed, report => Assert.True(report.GetProperty("closedAt").GetDateTimeOffset() > DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task What_owners_did_in_all_rooms_is_one_audit_the_latest_first()
    {
        Guid[] rooms = [await _ada.Creates(), await _ada.Creates()];
        foreach (var room in rooms)
        {
            await _alan.Joins(room);
            await _ada.Asks(HttpMethod.Put, $"/api/rooms/{room}/bans/{_alan.Id}", new { reason = $"in {room}" }, HttpStatusCode.NoContent);
        }

        var acts = await All("audit", "acts", 1);

        Assert.Equal([rooms[1], rooms[0]], acts.Select(act => act.GetProperty("roomId").GetGuid()));
        Assert.All(acts, one =>
        {
            var act = one.GetProperty("act");
            Assert.Equal(("banned", _ada.Id, _alan.Id), (act.GetProperty("kind").GetString(), Id(act.GetProperty("by")), Id(act.GetProperty("user"))));
            Assert.Equal($"in {one.GetProperty("roomId").GetGuid()}", act.GetProperty("reason").GetString());
            Assert.NotEmpty(one.GetProperty("roomName").GetString()!);
        });
    }

    private async Task<(Guid Room, long Message)> Reported(string text)
    {
        var room = await _ada.Creates();
        await _alan.Joins(room);
        var message = await _ada.Says(room, text);
        await _alan.Asks(HttpMethod.Post, $"/api/rooms/{room}/messages/{message}/report", new { reason = $"rude: {text}" }, HttpStatusCode.NoContent);
        return (room, message);
    }

    private async Task<List<JsonElement>> All(string list, string member, int limit)
    {
        var all = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = await _administrator.Asks(HttpMethod.Get, $"/api/admin/{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}{cursor}");
            var items = page.GetProperty(member).EnumerateArray().ToList();
            Assert.True(items.Count <= limit);
            all.AddRange(items);
            if (!page.TryGetProperty("cursor", out var next))
            {
                return all;
            }
            cursor = $"&cursor={next.GetString()}";
        }
    }

    private static Guid Id(JsonElement element) => element.GetProperty("id").GetGuid();

    private static string? Text(JsonElement report) => report.GetProperty("message").GetProperty("text").GetString();
}

using System.Net;
using System.Text.Json;
using Npgsql;
using Rostra.Testing;
using Xunit;

namespace Rostra.Accounts;

/// <summary>Who deletes their account leaves a conversation that can be read, and nothing of their own.</summary>
public sealed class FarewellTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_said_stays_and_who_said_it_is_forgotten()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        var host = rostra.Gateways[0];
        var (ada, ben, mia) = (await host.Register("Ada of Farewell"), await host.Register(), await host.Register());
        var (own, shared, others) = (await ada.Creates(), await ada.Creates(), await ben.Creates());
        await ben.Joins(shared);
        await mia.Joins(shared);
        await ada.Joins(others);
        var said = await ada.Says(others, "what Ada said");
        await using var socket = await ada.Greets();

        Assert.Equal("badCredentials", await ada.IsRefused(HttpMethod.Delete, "/api/auth/me", HttpStatusCode.Unauthorized, new { password = "not the password" }));
        await ada.Asks(HttpMethod.Delete, "/api/auth/me", new { password = TestAccount.Password }, HttpStatusCode.NoContent);

        Assert.Equal("sessionEnded", await socket.Closed.WaitAsync(Waiting.Limit, Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ada.Tries(HttpMethod.Get, "/api/auth/me")).StatusCode);
        await Assert.ThrowsAsync<UnexpectedAnswerException>(ada.LogsInAgain);
        var message = await ben.Asks(HttpMethod.Get, $"/api/rooms/{others}/messages/{said}");
        Assert.Equal("what Ada said", message.GetProperty("text").GetString());
        Assert.Equal("deleted user", message.GetProperty("author").GetProperty("username").GetString());
        Assert.Equal("deleted user", Newest(await ben.Asks(HttpMethod.Get, $"/api/rooms/{others}/messages")));
        Assert.Equal(ben.Id, (await ben.Asks(HttpMethod.Get, $"/api/rooms/{shared}")).GetProperty("owner").GetProperty("id").GetGuid());
        Assert.Equal("roomNotFound", await ben.IsRefused(HttpMethod.Get, $"/api/rooms/{own}", HttpStatusCode.NotFound));
        Assert.Equal(0, await TracesOf(rostra, ada));
    }

    [Fact]
    public async Task The_name_and_the_address_are_free_again_and_nobody_can_be_called_deleted_user()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        var host = rostra.Gateways[0];
        var ada = await host.Register("ada");
        await ada.Asks(HttpMethod.Delete, "/api/auth/me", new { password = TestAccount.Password }, HttpStatusCode.NoContent);

        var another = await host.Register("ADA");

        Assert.NotEqual(ada.Id, another.Id);
        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => host.Register("Deleted User"));
    }

    [Fact]
    public async Task Whoever_the_settings_name_stays_while_they_do_and_the_first_account_may_go()
    {
        await using var rostra = await RostraCluster.Standalone(postgres, setup => setup.Settings = new Dictionary<string, string?> { ["Rostra:Accounts:Administrators:0"] = "ADA" });
        var host = rostra.Gateways[0];
        var (ada, ben) = (await host.Register("ada"), await host.Register("ben"));
        var room = await ada.Creates();

        Assert.Equal("badCredentials", await ada.IsRefused(HttpMethod.Delete, "/api/auth/me", HttpStatusCode.Unauthorized, new { password = "not the password" }));
        Assert.Equal("administratorNamed", await ada.IsRefused(HttpMethod.Delete, "/api/auth/me", HttpStatusCode.Forbidden, new { password = TestAccount.Password }));

        Assert.Equal(ada.Id, (await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}")).GetProperty("owner").GetProperty("id").GetGuid());
        await ben.Asks(HttpMethod.Delete, "/api/auth/me", new { password = TestAccount.Password }, HttpStatusCode.NoContent);
        await using var another = await RostraCluster.Standalone(postgres);
        var first = await another.Gateways[0].Register("ada");
        await first.Asks(HttpMethod.Delete, "/api/auth/me", new { password = TestAccount.Password }, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task What_owners_did_about_them_and_what_they_reported_stays_without_the_words()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        var host = rostra.Gateways[0];
        var (ben, ada) = (await host.Register(), await host.Register());
        var (kept, closed) = (await ben.Creates(), await ben.Creates());
        await ada.Joins(kept);
        await ada.Joins(closed);
        var said = await ben.Says(kept, "what Ben said");
        await ada.Asks(HttpMethod.Post, $"/api/rooms/{kept}/messages/{said}/report", new { reason = "Ada Farewell does not like it" }, HttpStatusCode.NoContent);
        await ben.Asks(HttpMethod.Put, $"/api/rooms/{kept}/mutes/{ada.Id}", new { until = rostra.Time.GetUtcNow().AddMinutes(5), reason = "Ada Farewell" });
        await ben.Asks(HttpMethod.Put, $"/api/rooms/{closed}/bans/{ada.Id}", new { reason = "of Farewell Street" }, HttpStatusCode.NoContent);

        await ada.Asks(HttpMethod.Delete, "/api/auth/me", new { password = TestAccount.Password }, HttpStatusCode.NoContent);

        foreach (var room in new[] { kept, closed })
        {
            var act = Assert.Single((await ben.Asks(HttpMethod.Get, $"/api/rooms/{room}/audit")).GetProperty("acts").EnumerateArray());
            Assert.Equal(("deleted user", ben.Name), (act.GetProperty("user").GetProperty("username").GetString(), act.GetProperty("by").GetProperty("username").GetString()));
            Assert.False(act.TryGetProperty("reason", out _));
        }

        Assert.Empty((await ben.Asks(HttpMethod.Get, $"/api/rooms/{closed}/bans")).GetProperty("bans").EnumerateArray());
        var report = (await ben.Asks(HttpMethod.Get, $"/api/rooms/{kept}/reports")).GetProperty("messages")[0].GetProperty("reports")[0];
        Assert.Equal("deleted user", report.GetProperty("by").GetProperty("username").GetString());
        Assert.False(report.TryGetProperty("reason", out _));
    }

    private static string? Newest(JsonElement page) =>
        page.GetProperty("messages").EnumerateArray().Last().GetProperty("author").GetProperty("username").GetString();

    /// <summary>Rows of people and logins in which anything of the person's is left.</summary>
    private static async Task<long> TracesOf(RostraCluster rostra, TestAccount person)
    {
        await using var database = NpgsqlDataSource.Create(rostra.ConnectionString);
        await using var command = database.CreateCommand("""
            select (select count(*) from rostra.users where id = $1 and (username || name_key || name_skeleton || email ilike '%farewell%' or email like '%example%' or password <> ''))
                 + (select count(*) from rostra.sessions where user_id = $1 and (device is not null or address is not null or ended_at is null))
                 + (select count(*) from rostra.read_marks where user_id = $1)
            """);
        command.Parameters.AddWithValue(person.Id);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}

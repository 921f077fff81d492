using System.Net;
using System.Net.Http.Json;
using Npgsql;
using Rostra.Gateway;
using Rostra.Testing;
using Xunit;

namespace Rostra.Accounts;

/// <summary>Who looks after the place, and whom they let in: new passwords and invitations without e-mail.</summary>
public sealed class OneTimeLinkTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string NewPassword = "another password of mine";

    private readonly SharedHost _shared = new(postgres);

    private TestGateway Host => _shared.Host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _shared.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_first_account_lets_somebody_in_who_has_forgotten_their_password_once()
    {
        await _shared.Start();
        var (first, ada) = (await Host.Register(), await Host.Register());
        await using var socket = await ada.Greets();
        Assert.Equal("notAdministrator", await ada.IsRefused(HttpMethod.Post, "/api/admin/password-links", HttpStatusCode.Forbidden, new { username = first.Name }));
        var link = await first.Asks(HttpMethod.Post, "/api/admin/password-links", new { username = ada.Name.ToUpperInvariant() }, HttpStatusCode.Created);
        var token = link.GetProperty("token").GetString()!;

        await (await Reset(token, "short")).Refused(HttpStatusCode.UnprocessableEntity, "invalid"); // And the link is still good:
        Assert.Equal(HttpStatusCode.NoContent, (await Reset(token, NewPassword)).StatusCode);

        Assert.Equal("sessionEnded", await socket.Closed.WaitAsync(Waiting.Limit, Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ada.Tries(HttpMethod.Get, "/api/auth/me")).StatusCode);
        await (await LogIn(ada.Name, TestAccount.Password)).Refused(HttpStatusCode.Unauthorized, "badCredentials");
        Assert.Equal(HttpStatusCode.OK, (await LogIn(ada.Name, NewPassword)).StatusCode);
        await IsNotGood(token);
    }

    [Fact]
    public async Task A_link_is_good_for_an_hour_and_the_database_cannot_tell_it()
    {
        await _shared.Start();
        var (first, ada) = (await Host.Register(), await Host.Register());
        var link = await first.Asks(HttpMethod.Post, "/api/admin/password-links", new { username = ada.Name }, HttpStatusCode.Created);
        var token = link.GetProperty("token").GetString()!;

        await IsNotGood(token[..^1] + (token[^1] is 'A' ? 'B' : 'A'));
        Assert.Equal(43, token.Length);
        _shared.Time.Skip(TimeSpan.FromMinutes(61));
        await IsNotGood(token);
    }

    [Fact]
    public async Task A_new_password_however_it_was_set_is_the_end_of_all_links_for_one()
    {
        await _shared.Start();
        var (first, ada, grace) = (await Host.Register(), await Host.Register(), await Host.Register());
        var (one, another, adas, graces) = (await Link(ada), await Link(ada), await Link(ada), await Link(grace));

        Assert.Equal(HttpStatusCode.NoContent, (await Reset(one, NewPassword)).StatusCode);
        await IsNotGood(another);
        await IsNotGood(adas);
        await grace.Asks(HttpMethod.Post, "/api/auth/password", new { currentPassword = TestAccount.Password, newPassword = NewPassword }, HttpStatusCode.NoContent);
        await IsNotGood(graces);

        async Task<string> Link(TestAccount whose) =>
            (await first.Asks(HttpMethod.Post, "/api/admin/password-links", new { username = whose.Name }, HttpStatusCode.Created)).GetProperty("token").GetString()!;
    }

    [Fact]
    public async Task Of_two_who_use_a_link_at_once_one_sets_the_password()
    {
        await _shared.Start();
        var (first, ada) = (await Host.Register(), await Host.Register());
        var link = await first.Asks(HttpMethod.Post, "/api/admin/password-links", new { username = ada.Name }, HttpStatusCode.Created);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Reset(link.GetProperty("token").GetString()!, $"{NewPassword} {i}")));

        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.NoContent);
        Assert.Equal(3, answers.Count(answer => answer.StatusCode is HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Settings_can_say_who_looks_after_the_place_and_then_it_is_nobody_else()
    {
        await _shared.Start(new() { ["Rostra:Accounts:Administrators:0"] = " GRACE " });
        var (first, grace) = (await Host.Register(), await Host.Register("grace"));

        Assert.Equal("notAdministrator", await first.IsRefused(HttpMethod.Post, "/api/admin/invites", HttpStatusCode.Forbidden, new { }));
        await grace.Asks(HttpMethod.Post, "/api/admin/invites", new { }, HttpStatusCode.Created);
    }

    [Fact]
    public async Task With_invitations_each_lets_one_person_in()
    {
        await using var rostra = await RostraCluster.Standalone(postgres, setup =>
            setup.Settings = new Dictionary<string, string?> { ["Rostra:Accounts:Registration"] = "Invite" });
        var host = rostra.Gateways[0];
        var line = await OperatorLinks.Make(rostra.ConnectionString, "https://chat.example.org/", ["invite"]);
        Assert.StartsWith("https://chat.example.org/register#", line, StringComparison.Ordinal);
        var invite = line.Split('#', ' ')[1];

        foreach (var none in new[] { null, "", "made up", invite + "A" })
        {
            var problem = await (await Register(host, "ada", none)).Refused(HttpStatusCode.UnprocessableEntity, "invalid");
            Assert.Equal("invite", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Register(host, $"ada{i}", invite)));

        var made = Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Created);
        using var client = host.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await made.Json()).GetProperty("accessToken").GetString());
        var next = await (await client.PostAsJsonAsync(new Uri("/api/admin/invites", UriKind.Relative), new { }, Cancellation)).Json(); // The first account, so theirs to give.
        rostra.Time.Skip(TimeSpan.FromDays(6));
        Assert.Equal(HttpStatusCode.Created, (await Register(host, "grace", next.GetProperty("token").GetString())).StatusCode);
    }

    [Fact]
    public async Task Where_registering_is_closed_nobody_new_comes_in_and_bad_fields_are_told_first()
    {
        await _shared.Start(new() { ["Rostra:Accounts:Registration"] = "Closed" });

        await (await Register(Host, "ada", invite: null)).Refused(HttpStatusCode.Forbidden, "registrationClosed");
        await (await Register(Host, "a", invite: null)).Refused(HttpStatusCode.UnprocessableEntity, "invalid");
    }

    [Fact]
    public async Task An_operator_makes_a_link_where_nobody_else_can()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        var ada = await rostra.Gateways[0].Register();

        var line = await OperatorLinks.Make(rostra.ConnectionString, "", ["password", $" {ada.Name} "]);

        using var client = rostra.Gateways[0].Client();
        var reset = new { token = line.Split('#', ' ')[1], newPassword = NewPassword };
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsJsonAsync(new Uri("/api/auth/reset", UriKind.Relative), reset, Cancellation)).StatusCode);
        await Assert.ThrowsAsync<InvalidOperationException>(() => OperatorLinks.Make(rostra.ConnectionString, "", ["password", "nobody at all"]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => OperatorLinks.Make(rostra.ConnectionString, "", ["else"]));
        await using var database = NpgsqlDataSource.Create(rostra.ConnectionString);
        await using var secrets = database.CreateCommand("select count(*) from rostra.passes where encode(hash, 'escape') like '%' || $1 || '%'");
        secrets.Parameters.AddWithValue(reset.token);
        Assert.Equal(0L, await secrets.ExecuteScalarAsync(Cancellation));
    }

    private async Task IsNotGood(string token)
    {
        var problem = await (await Reset(token, NewPassword)).Refused(HttpStatusCode.UnprocessableEntity, "invalid");
        Assert.Equal("token", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    private async Task<HttpResponseMessage> Reset(string token, string newPassword)
    {
        using var client = Host.Client();
        return await client.PostAsJsonAsync(new Uri("/api/auth/reset", UriKind.Relative), new { token, newPassword }, Cancellation);
    }

    private async Task<HttpResponseMessage> LogIn(string username, string password)
    {
        using var client = Host.Client();
        return await client.PostAsJsonAsync(new Uri("/api/auth/login", UriKind.Relative), new { username, password }, Cancellation);
    }

    private static async Task<HttpResponseMessage> Register(TestGateway host, string username, string? invite)
    {
        using var client = host.Client();
        return await client.PostAsJsonAsync(
            new Uri("/api/auth/register", UriKind.Relative), new { username, email = $"{username}@example.org", password = TestAccount.Password, invite }, Cancellation);
    }
}

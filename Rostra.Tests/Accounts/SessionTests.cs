using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Rostra.Gateway;
using Rostra.Realtime;
using Rostra.Testing;
using Rostra.Users;
using Xunit;

namespace Rostra.Accounts;

/// <summary>A login's life, over HTTP, with a clock that is put forward.</summary>
public sealed class SessionTests(SharedHost shared) : IClassFixture<SharedHost>, IDisposable
{
    private readonly TestGateway _host = shared.Host;
    private readonly ShiftedTime _time = shared.Time;
    private readonly HttpClient _http = shared.Host.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_refresh_answers_a_new_token_and_the_next_cookie()
    {
        var ada = await _host.Register();

        var answer = await Refresh(ada.Cookie);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(ada.Cookie, answer.Cookie());
        var auth = await answer.Json();
        Assert.Equal(ada.SessionId, auth.GetProperty("sessionId").GetGuid());
        Assert.Equal(HttpStatusCode.OK, await Me(auth.GetProperty("accessToken").GetString()!));
        Assert.Equal(HttpStatusCode.OK, await Me(ada.Token));
    }

    [Fact, Trait("Fault", "F30")]
    public async Task Many_tabs_that_refresh_at_once_get_the_same_next_cookie()
    {
        var ada = await _host.Register();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Refresh(ada.Cookie)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var next = Assert.Single(answers.Select(answer => answer.Cookie()).Distinct());
        var after = (await Refresh(next!)).Cookie();
        Assert.Equal(next, (await Refresh(ada.Cookie)).Cookie()); // Also when the next one is spent already.
        Assert.Equal(HttpStatusCode.OK, (await Refresh(after!)).StatusCode);
    }

    [Fact]
    public async Task A_cookie_spent_long_ago_ends_the_session_for_everybody_who_has_it()
    {
        var ada = await _host.Register();
        var next = (await Refresh(ada.Cookie)).Cookie()!;
        _time.Skip(TimeSpan.FromSeconds(11));
        Assert.Equal(HttpStatusCode.OK, await Me(ada.Token));
        var over = Over(ada.SessionId);

        await (await Refresh(ada.Cookie)).Refused(HttpStatusCode.Unauthorized, "refreshInvalid");

        Assert.Equal(SessionEnd.TokenReuse, await over.WaitAsync(TimeSpan.FromSeconds(1), Cancellation));
        await (await Refresh(next)).Refused(HttpStatusCode.Unauthorized, "refreshInvalid");
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(ada.Token));
    }

    [Fact]
    public async Task A_week_without_use_ends_a_login()
    {
        var ada = await _host.Register();
        _time.Skip(TimeSpan.FromDays(7).Add(TimeSpan.FromSeconds(1)));

        await (await Refresh(ada.Cookie)).Refused(HttpStatusCode.Unauthorized, "refreshInvalid");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("rostra_refresh=")]
    [InlineData("rostra_refresh=AAAA")]
    public async Task Without_a_cookie_of_ours_there_is_nothing_to_refresh(string? cookie) =>
        await (await Refresh(cookie)).Refused(HttpStatusCode.Unauthorized, "refreshInvalid");

    [Fact]
    public async Task A_foreign_page_and_a_plain_form_are_refused_and_change_nothing()
    {
        var ada = await _host.Register();

        foreach (var path in new[] { "/api/auth/refresh", "/api/auth/logout" })
        {
            await (await Post(path, ada.Cookie, origin: "https://evil.example")).Refused(HttpStatusCode.Forbidden, "originRefused");
            await (await Post(path, ada.Cookie, origin: "null")).Refused(HttpStatusCode.Forbidden, "originRefused");
            await (await Post(path, ada.Cookie, origin: $"{_host.Url}.evil.example")).Refused(HttpStatusCode.Forbidden, "originRefused");
            await (await Post(path, ada.Cookie, type: "text/plain")).Refused(HttpStatusCode.UnsupportedMediaType, "unsupportedMediaType");
        }

        _time.Skip(TimeSpan.FromSeconds(11)); // Had one of them spent the cookie, this would be a reuse.
        Assert.Equal(HttpStatusCode.OK, (await Post("/api/auth/refresh", ada.Cookie, origin: _host.Url)).StatusCode);
    }

    [Fact]
    public async Task Logging_out_by_cookie_stops_the_sessions_tokens_and_cookie()
    {
        var ada = await _host.Register();
        Assert.Equal(HttpStatusCode.OK, await Me(ada.Token));
        var over = Over(ada.SessionId);

        var answer = await Post("/api/auth/logout", ada.Cookie);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("rostra_refresh=", answer.Cookie());
        Assert.Equal(SessionEnd.Logout, await over.WaitAsync(TimeSpan.FromSeconds(1), Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(ada.Token));
        await (await Refresh(ada.Cookie)).Refused(HttpStatusCode.Unauthorized, "refreshInvalid");
    }

    [Fact]
    public async Task Logging_out_by_token_ends_that_session_and_no_other()
    {
        var ada = await _host.Register();
        var login = await _http.PostAsync(
            new Uri("/api/auth/login", UriKind.Relative),
            new StringContent($$"""{"username": "{{ada.Name}}", "password": "{{TestAccount.Password}}"}""", Encoding.UTF8, "application/json"),
            Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, (await ada.Http.PostAsync(new Uri("/api/auth/logout", UriKind.Relative), null, Cancellation)).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, await Me(ada.Token));
        Assert.Equal(HttpStatusCode.OK, await Me((await login.Json()).GetProperty("accessToken").GetString()!));
        Assert.Equal(HttpStatusCode.NoContent, (await Post("/api/auth/logout", cookie: null)).StatusCode);
    }

    [Fact]
    public async Task A_ticket_opens_one_socket_within_a_minute()
    {
        var ada = await _host.Register();
        var tickets = _host.Services.GetRequiredService<SocketTickets>();

        var answer = await (await ada.Http.PostAsync(new Uri("/api/auth/ticket", UriKind.Relative), null, Cancellation)).Json();
        var ticket = answer.GetProperty("ticket").GetString()!;

        Assert.Equal(ada.Id, (await tickets.Redeem(ticket))?.Ticket.User.Id);
        Assert.Null(await tickets.Redeem(ticket));
        Assert.Null(await tickets.Redeem(ada.Token));

        var old = (await tickets.Issue(new UserRef(ada.Id, ada.Name), ada.SessionId))!.Ticket;
        _time.Skip(TimeSpan.FromSeconds(61));
        Assert.Null(await tickets.Redeem(old));
    }

    [Fact]
    public async Task A_session_that_never_was_is_not_believed()
    {
        var token = _host.Services.GetRequiredService<AccessTokens>().Make(new UserRef(Guid.NewGuid(), "mallory"), Guid.NewGuid()).Token;

        Assert.Equal(HttpStatusCode.Unauthorized, await Me(token));
    }

    [Fact]
    public async Task After_five_failures_even_the_right_password_waits_and_then_is_let_in()
    {
        var ada = await _host.Register();
        for (var i = 0; i < 5; i++)
        {
            await (await LogIn(ada.Name, "not the password")).Refused(HttpStatusCode.Unauthorized, "badCredentials");
        }

        var waiting = await LogIn(ada.Name, TestAccount.Password);
        var problem = await waiting.Refused(HttpStatusCode.TooManyRequests, "rateLimited");
        Assert.InRange(problem.GetProperty("retryAfterMs").GetInt64(), 1, 1_000);
        Assert.Equal(TimeSpan.FromSeconds(1), waiting.Headers.RetryAfter?.Delta);

        _time.Skip(TimeSpan.FromMilliseconds(problem.GetProperty("retryAfterMs").GetInt64()));
        Assert.Equal(HttpStatusCode.OK, (await LogIn(ada.Name, TestAccount.Password)).StatusCode);
    }

    private Task<SessionEnd> Over(Guid sessionId)
    {
        var over = new TaskCompletionSource<SessionEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.Services.GetRequiredService<SessionWatch>().Over += (id, reason) => _ = id == sessionId && over.TrySetResult(reason);
        return over.Task;
    }

    private Task<HttpResponseMessage> LogIn(string username, string password) => _http.PostAsync(
        new Uri("/api/auth/login", UriKind.Relative),
        new StringContent($$"""{"username": "{{username}}", "password": "{{password}}"}""", Encoding.UTF8, "application/json"),
        Cancellation);

    private Task<HttpResponseMessage> Refresh(string? cookie) => Post("/api/auth/refresh", cookie);

    private async Task<HttpResponseMessage> Post(string path, string? cookie, string? origin = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}", Encoding.UTF8, type) };
        foreach (var (name, value) in new[] { ("Cookie", cookie), ("Origin", origin) })
        {
            _ = value is null || request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request, Cancellation);
    }

    private async Task<HttpStatusCode> Me(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await _http.SendAsync(request, Cancellation)).StatusCode;
    }
}

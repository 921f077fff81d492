using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Rostra.Gateway;
using Rostra.Hosting;
using Rostra.Realtime;
using Rostra.Testing;
using Xunit;

namespace Rostra.Accounts;

/// <summary>A person who looks at their logins, ends some, and changes the password, with a clock that is put forward.</summary>
public sealed class OwnSessionsTests(SharedHost shared) : IClassFixture<SharedHost>, IDisposable
{
    private const string NewPassword = "another 12 horses";

    private readonly TestGateway _host = shared.Host;
    private readonly HttpClient _http = shared.Host.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task The_list_shows_every_login_that_stands_newest_use_first()
    {
        var ada = await _host.Register();
        var other = await LogIn(ada, "a phone");
        var stranger = await _host.Register();

        var list = await Sessions(ada);

        Assert.Equal([other.SessionId, ada.SessionId], list.Select(session => session.GetProperty("id").GetGuid()));
        Assert.Equal([false, true], list.Select(session => session.GetProperty("current").GetBoolean()));
        Assert.Equal("a phone", list[0].GetProperty("device").GetString());
        Assert.Equal("127.0.0.1", list[0].GetProperty("address").GetString());
        Assert.Equal(list[0].GetProperty("createdAt").GetDateTimeOffset(), list[0].GetProperty("lastUsedAt").GetDateTimeOffset());

        shared.Time.Skip(TimeSpan.FromSeconds(1));
        await Post("/api/auth/refresh", new { }, cookie: ada.Cookie);
        list = await Sessions(ada);
        Assert.Equal(ada.SessionId, list[0].GetProperty("id").GetGuid());
        Assert.True(list[0].GetProperty("lastUsedAt").GetDateTimeOffset() > list[0].GetProperty("createdAt").GetDateTimeOffset());
    }

    [Fact, Trait("Fault", "F26")]
    public async Task Ending_one_stops_its_tokens_within_a_second_and_no_other()
    {
        var ada = await _host.Register();
        var (sessionId, token) = await LogIn(ada);
        Assert.Equal(HttpStatusCode.OK, await Me(token));
        var over = Over(sessionId);

        Assert.Equal(HttpStatusCode.NoContent, (await ada.Http.DeleteAsync(Path($"sessions/{sessionId}"), Cancellation)).StatusCode);

        Assert.Equal(SessionEnd.Revoked, await over.WaitAsync(TimeSpan.FromSeconds(1), Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(token));
        Assert.Equal(ada.SessionId, Assert.Single(await Sessions(ada)).GetProperty("id").GetGuid());
        await (await ada.Http.DeleteAsync(Path($"sessions/{sessionId}"), Cancellation)).Refused(HttpStatusCode.NotFound, "sessionNotFound");
    }

    [Fact]
    public async Task Another_persons_login_is_not_found_and_goes_on()
    {
        var ada = await _host.Register();
        var alan = await _host.Register();

        await (await ada.Http.DeleteAsync(Path($"sessions/{alan.SessionId}"), Cancellation)).Refused(HttpStatusCode.NotFound, "sessionNotFound");
        await (await ada.Http.DeleteAsync(Path($"sessions/{Guid.NewGuid()}"), Cancellation)).Refused(HttpStatusCode.NotFound, "sessionNotFound");
        await (await ada.Http.DeleteAsync(Path("sessions/1"), Cancellation)).Refused(HttpStatusCode.NotFound, "notFound");

        Assert.Equal(HttpStatusCode.OK, await Me(alan.Token));
    }

    [Fact]
    public async Task Ending_all_others_leaves_the_one_that_asks()
    {
        var ada = await _host.Register();
        var others = new[] { await LogIn(ada), await LogIn(ada), await LogIn(ada) };

        Assert.Equal(HttpStatusCode.NoContent, (await ada.Http.DeleteAsync(Path("sessions"), Cancellation)).StatusCode);

        Assert.All(others, other => Assert.False(Lives(other.SessionId).Result.Lives));
        Assert.Equal(ada.SessionId, Assert.Single(await Sessions(ada)).GetProperty("id").GetGuid());
        Assert.Equal(HttpStatusCode.OK, await Me(ada.Token));
    }

    [Fact, Trait("Fault", "F26")]
    public async Task A_new_password_ends_all_other_logins_and_is_the_only_one_that_opens()
    {
        var ada = await _host.Register();
        var (sessionId, token) = await LogIn(ada);
        Assert.Equal(HttpStatusCode.OK, await Me(token));
        var over = Over(sessionId);

        Assert.Equal(HttpStatusCode.NoContent, (await ChangePassword(ada, TestAccount.Password, NewPassword)).StatusCode);

        Assert.Equal(SessionEnd.PasswordChanged, await over.WaitAsync(TimeSpan.FromSeconds(1), Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(token));
        Assert.Equal(HttpStatusCode.OK, await Me(ada.Token));
        await (await Post("/api/auth/login", new { username = ada.Name, password = TestAccount.Password })).Refused(HttpStatusCode.Unauthorized, "badCredentials");
        Assert.Equal(HttpStatusCode.OK, (await Post("/api/auth/login", new { username = ada.Name, password = NewPassword })).StatusCode);
    }

    [Fact]
    public async Task A_new_password_needs_the_old_one_and_the_rules_of_registering()
    {
        var ada = await _host.Register();

        await (await ChangePassword(ada, "not the password", NewPassword)).Refused(HttpStatusCode.Unauthorized, "badCredentials");
        foreach (var bad in new[] { "1234567", "Password123", ada.Name })
        {
            var problem = await (await ChangePassword(ada, TestAccount.Password, bad)).Refused(HttpStatusCode.UnprocessableEntity, "invalid");
            Assert.Equal("newPassword", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        }

        var empty = await (await ada.Http.PostAsJsonAsync(Path("password"), new { }, Cancellation)).Refused(HttpStatusCode.UnprocessableEntity, "invalid");
        Assert.Equal(["currentPassword", "newPassword"], empty.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(HttpStatusCode.OK, (await Post("/api/auth/login", new { username = ada.Name, password = TestAccount.Password })).StatusCode);
    }

    [Fact]
    public async Task Wrong_passwords_make_the_next_try_wait_as_at_the_login()
    {
        var ada = await _host.Register();
        for (var i = 0; i < 5; i++)
        {
            await (await ChangePassword(ada, "not the password", NewPassword)).Refused(HttpStatusCode.Unauthorized, "badCredentials");
        }

        await (await ChangePassword(ada, TestAccount.Password, NewPassword)).Refused(HttpStatusCode.TooManyRequests, "rateLimited");
        await (await Post("/api/auth/login", new { username = ada.Name, password = TestAccount.Password })).Refused(HttpStatusCode.TooManyRequests, "rateLimited");
    }

    [Fact]
    public async Task A_login_proved_by_the_old_password_opens_nothing_after_the_change()
    {
        var ada = await _host.Register();
        var proof = (await Grains.FrontDoor().LogIn(new Credentials(ada.Name, TestAccount.Password))).Value!;

        Assert.Equal(HttpStatusCode.NoContent, (await ChangePassword(ada, TestAccount.Password, NewPassword)).StatusCode);

        var late = Guid.CreateVersion7();
        var opened = await Grains.Session(late).Open(new OpenSession(proof.Me.Ref, proof.PasswordVersion, [1], null, null));
        Assert.Equal(RefusalCode.BadCredentials, opened.Refusal?.Code);
        Assert.False((await Lives(late)).Lives);
    }

    [Fact]
    public async Task Logins_that_race_with_a_new_password_are_refused_or_ended_by_it()
    {
        var ada = await _host.Register();
        var proof = (await Grains.FrontDoor().LogIn(new Credentials(ada.Name, TestAccount.Password))).Value!;
        var late = Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7()).ToArray();

        var opening = late.Select(id => Grains.Session(id).Open(new OpenSession(proof.Me.Ref, proof.PasswordVersion, [1], null, null))).ToArray();
        Assert.Equal(HttpStatusCode.NoContent, (await ChangePassword(ada, TestAccount.Password, NewPassword)).StatusCode);
        await Task.WhenAll(opening);

        Assert.All(await Task.WhenAll(late.Select(Lives)), state => Assert.False(state.Lives));
    }

    [Fact]
    public async Task A_login_that_was_not_told_of_the_new_password_ends_when_it_is_refreshed()
    {
        var ada = await _host.Register();
        var users = _host.Services.GetRequiredService<UserTable>();
        await users.ChangePassword(ada.Id, 0, PasswordHash.Of(NewPassword), Guid.NewGuid(), shared.Time.GetUtcNow()); // And here the silo dies.

        await (await Post("/api/auth/refresh", new { }, ada.Cookie)).Refused(HttpStatusCode.Unauthorized, "refreshInvalid");

        Assert.Equal(new SessionState(false, SessionEnd.PasswordChanged), await Lives(ada.SessionId));
    }

    [Fact, Trait("Fault", "F26")]
    public async Task A_gateway_that_missed_the_end_finds_out_within_half_a_minute()
    {
        var ada = await _host.Register();
        var deaf = new SessionWatch(Grains, new DeafGateway(Grains), new Patience(shared.Time, new ClusterNews()), shared.Time);
        using var socket = deaf.Keep(ada.SessionId);
        Assert.True(await deaf.IsLive(ada.SessionId));
        SessionEnd? heard = null;
        deaf.Over += (_, reason) => heard = reason;

        await Grains.Session(ada.SessionId).End(SessionEnd.Logout, family: null);
        await deaf.Renew();
        Assert.Null(heard);
        shared.Time.Skip(TimeSpan.FromSeconds(20));
        await deaf.Renew();

        Assert.Equal(SessionEnd.Logout, heard);
        Assert.False(await deaf.IsLive(ada.SessionId));
    }

    private async Task<(Guid SessionId, string Token)> LogIn(TestAccount user, string? device = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path("login")) { Content = JsonContent.Create(new { username = user.Name, password = TestAccount.Password }) };
        _ = device is null || request.Headers.TryAddWithoutValidation("User-Agent", device);
        var auth = await (await _http.SendAsync(request, Cancellation)).Json();
        return (auth.GetProperty("sessionId").GetGuid(), auth.GetProperty("accessToken").GetString()!);
    }

    private static async Task<JsonElement[]> Sessions(TestAccount user) =>
        [.. (await (await user.Http.GetAsync(Path("sessions"), Cancellation)).Json()).EnumerateArray()];

    private static Task<HttpResponseMessage> ChangePassword(TestAccount user, string currentPassword, string newPassword) =>
        user.Http.PostAsJsonAsync(Path("password"), new { currentPassword, newPassword }, Cancellation);

    private async Task<HttpResponseMessage> Post(string path, object body, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        _ = cookie is null || request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return await _http.SendAsync(request, Cancellation);
    }

    private async Task<HttpStatusCode> Me(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path("me"));
        request.Headers.Authorization = new("Bearer", token);
        return (await _http.SendAsync(request, Cancellation)).StatusCode;
    }

    private async Task<SessionState> Lives(Guid sessionId)
    {
        var identity = _host.Services.GetRequiredService<IGatewayIdentity>();
        return await Grains.Session(sessionId).Watch(new GatewayLease(identity.GatewayId, await identity.Reference()));
    }

    private Task<SessionEnd> Over(Guid sessionId)
    {
        var over = new TaskCompletionSource<SessionEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.Services.GetRequiredService<SessionWatch>().Over += (id, reason) => _ = id == sessionId && over.TrySetResult(reason);
        return over.Task;
    }

    private static Uri Path(string rest) => new($"/api/auth/{rest}", UriKind.Relative);

    /// <summary>A gateway that hears nothing of what it is told.</summary>
    private sealed class DeafGateway(IGrainFactory grains) : IGatewayIdentity, IGatewayObserver
    {
        private IGatewayObserver? _reference;

        public Guid GatewayId { get; } = Guid.NewGuid();

        public ValueTask<IGatewayObserver> Reference() => ValueTask.FromResult(_reference ??= grains.CreateObjectReference<IGatewayObserver>(this));

        public Task Receive(ImmutableArray<RoomBatch> batches) => Task.CompletedTask;

        public Task Notify(ImmutableArray<PersonNotice> notices) => Task.CompletedTask;

        public Task SilosChanged(long version) => Task.CompletedTask;

        public Task SessionEnded(Guid sessionId, SessionEnd reason) => Task.CompletedTask;
    }
}

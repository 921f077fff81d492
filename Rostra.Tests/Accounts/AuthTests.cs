using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Rostra.Gateway;
using Rostra.Testing;
using Xunit;

namespace Rostra.Accounts;

public sealed class AuthTests(SharedHost shared) : IClassFixture<SharedHost>, IDisposable
{
    private const string Password = "correct horse battery";

    private readonly HttpClient _http = shared.Host.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_person_registers_and_is_who_they_said()
    {
        var answer = await Post("/api/auth/register", """{"username": " Ada  ", "email": " Ada@Example.ORG ", "password": "a password of mine"}""");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var auth = await answer.Json();

        Assert.Equal("Ada", auth.GetProperty("user").GetProperty("username").GetString());
        Assert.Equal("ada@example.org", auth.GetProperty("user").GetProperty("email").GetString());
        Assert.Equal(
            auth.GetProperty("user").GetRawText(),
            await (await Get("/api/auth/me", auth.GetProperty("accessToken").GetString())).Content.ReadAsStringAsync(Cancellation));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Matches(@"^rostra_refresh=[A-Za-z0-9_-]{112}; max-age=604(800|799); path=/api/auth; samesite=strict; httponly$", cookie);
    }

    [Theory]
    [InlineData("""{}""", "email", "password", "username")]
    [InlineData("""{"username": "ab", "email": "a@b", "password": "1234567"}""", "email", "password", "username")]
    [InlineData("""{"username": "ada", "email": "ada@example.org", "password": "Password123"}""", "password")]
    [InlineData("""{"username": "ada lovelace", "email": "ada@example.org", "password": "ADA lovelace"}""", "password")]
    [InlineData("""{"username": "a\u0007da", "email": "ada@example.org", "password": "long enough"}""", "username")]
    [InlineData("""{"username": "a\ud800da", "email": "ada\u0000@example.org", "password": "long enough"}""", "email", "username")]
    public async Task A_bad_registration_is_told_every_bad_field(string body, params string[] fields)
    {
        var problem = await (await Post("/api/auth/register", body)).Refused(HttpStatusCode.UnprocessableEntity, "invalid");

        Assert.Equal(fields, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task A_name_is_taken_in_any_case_and_in_any_look_and_is_told_before_the_address()
    {
        await Registered("Straße 7", "a@example.org");

        foreach (var name in new[] { "Straße 7", "STRASSE 7", "ｓtraße 7", "ѕtraße 7" })
        {
            await (await Register(name, "a@example.org")).Refused(HttpStatusCode.Conflict, "usernameTaken");
        }

        await (await Register("another", "A@example.org")).Refused(HttpStatusCode.Conflict, "emailTaken");
    }

    [Fact]
    public async Task Of_many_who_want_one_name_at_once_one_gets_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Register(i % 2 == 0 ? "grace" : "grаce", $"{i}@example.org")));

        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.StatusCode is not HttpStatusCode.Created), answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
    }

    [Fact]
    public async Task A_login_folds_the_name_as_registering_does()
    {
        await Registered("Großer Name", "b@example.org");

        Assert.Equal(HttpStatusCode.OK, (await LogIn(" GROSSER NAME ", Password)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_are_answered_alike()
    {
        await Registered("alan", "alan@example.org");

        var wrong = await (await LogIn("alan", "not the password")).Refused(HttpStatusCode.Unauthorized, "badCredentials");
        var unknown = await (await LogIn("nobody", "not the password")).Refused(HttpStatusCode.Unauthorized, "badCredentials");

        Assert.Equal(wrong.GetProperty("detail").GetString(), unknown.GetProperty("detail").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await LogIn("a", "b")).StatusCode); // Too short to be anybody's, which is nobody's business.
        Assert.Equal(HttpStatusCode.Unauthorized, (await LogIn("  ", "")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await LogIn("\ufffe\uffff", "b")).StatusCode);
    }

    [Theory]
    [InlineData("""{"username": "ada"}""")]
    [InlineData("""{"password": "secret"}""")]
    public async Task A_login_with_a_field_missing_is_invalid(string body) =>
        await (await Post("/api/auth/login", body)).Refused(HttpStatusCode.UnprocessableEntity, "invalid");

    [Fact]
    public async Task A_login_with_a_field_too_long_is_invalid() =>
        await (await LogIn(new string('a', 51), new string('b', 129))).Refused(HttpStatusCode.UnprocessableEntity, "invalid");

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("", "application/json", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("[]", "application/json", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("""{"username": 1, "password": ""}""", "application/json", HttpStatusCode.BadRequest, "malformed")]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType, "unsupportedMediaType")]
    [InlineData("{}", "application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType, "unsupportedMediaType")]
    [InlineData("{}", "application/json; charset=utf-8", HttpStatusCode.UnprocessableEntity, "invalid")]
    public async Task A_body_that_is_none_is_refused_before_its_fields(string body, string type, HttpStatusCode status, string code) =>
        await (await Post("/api/auth/login", Encoding.UTF8.GetBytes(body), type)).Refused(status, code);

    [Fact]
    public async Task Bad_UTF8_is_malformed() =>
        await (await Post("/api/auth/login", [.. "{\"username\": \""u8, 0xC0, 0xAF, .. "\"}"u8], "application/json")).Refused(HttpStatusCode.BadRequest, "malformed");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_32_KiB_is_too_large_however_it_is_sent(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/login")
        {
            Content = new StringContent($$"""{"username": "{{new string('a', 40_000)}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;

        await (await _http.SendAsync(request, Cancellation)).Refused(HttpStatusCode.RequestEntityTooLarge, "tooLarge");
    }

    [Fact]
    public async Task A_wrong_method_at_the_door_is_405_without_a_token() =>
        await (await Get("/api/auth/login", token: null)).Refused(HttpStatusCode.MethodNotAllowed, "methodNotAllowed");

    private async Task Registered(string name, string email) => Assert.Equal(HttpStatusCode.Created, (await Register(name, email)).StatusCode);

    private Task<HttpResponseMessage> Register(string name, string email) =>
        Post("/api/auth/register", JsonSerializer.Serialize(new { username = name, email, password = Password }));

    private Task<HttpResponseMessage> LogIn(string username, string password) => Post("/api/auth/login", JsonSerializer.Serialize(new { username, password }));

    private Task<HttpResponseMessage> Post(string path, string body) => Post(path, Encoding.UTF8.GetBytes(body), "application/json");

    private async Task<HttpResponseMessage> Post(string path, byte[] body, string type)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await _http.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
    }

    private async Task<HttpResponseMessage> Get(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request, Cancellation);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rostra.Testing;
using Xunit;

namespace Rostra.Fuzz;

/// <summary>The inputs that broke other servers, each by its name, over HTTP and over the hub.</summary>
public sealed class HostileInputTests(HostileInputTests.Host shared) : IClassFixture<HostileInputTests.Host>
{
    private readonly TestGateway _host = shared.Rostra.Gateways[0];

    [Theory]
    [InlineData("NUL", @"\u0000")]
    [InlineData("NUL inside", @"a\u0000b")]
    [InlineData("a lone high surrogate", @"\ud83d")]
    [InlineData("a lone low surrogate", @"a\udc00")]
    [InlineData("surrogates the wrong way round", @"\udc00\ud83d")]
    public async Task What_the_database_cannot_hold_is_invalid_in_every_text(string name, string text)
    {
        var (ada, room, said) = await Owner();
        (HttpMethod Method, string Path, string Body)[] places =
        [
            (HttpMethod.Post, "/api/rooms", $$"""{"name":"room {{text}}"}"""),
            (HttpMethod.Post, "/api/rooms", $$"""{"name":"a room","description":"{{text}}"}"""),
            (HttpMethod.Patch, $"/api/rooms/{room}", $$"""{"description":"{{text}}"}"""),
            (HttpMethod.Post, $"/api/rooms/{room}/messages", $$"""{"clientId":"{{Guid.NewGuid()}}","text":"{{text}}"}"""),
            (HttpMethod.Patch, $"/api/rooms/{room}/messages/{said}", $$"""{"text":"{{text}}"}"""),
            (HttpMethod.Post, $"/api/rooms/{room}/messages/{said}/report", $$"""{"reason":"{{text}}"}"""),
            (HttpMethod.Put, $"/api/rooms/{room}/bans/{Guid.NewGuid()}", $$"""{"reason":"{{text}}"}"""),
            (HttpMethod.Post, "/api/auth/register", $$"""{"username":"u{{text}}ser","email":"a@example.org","password":"tr0ub4dor&3 horses"}"""),
        ];

        foreach (var (method, path, body) in places)
        {
            Assert.True(await Send(ada, method, path, body) is (HttpStatusCode.UnprocessableEntity, "invalid"), $"{name}: {method} {path} {body}");
        }

        await using var socket = await ada.Greets();
        var refused = await socket.AskRaw("SendMessage", $$"""{"roomId":"{{room}}","clientId":"{{Guid.NewGuid()}}","text":"{{text}}"}""");
        Assert.Equal("invalid", refused.GetProperty("refusal").GetProperty("code").GetString());
        AssertNoFault();
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("a%00b")]
    public async Task NUL_in_a_query_is_invalid(string text)
    {
        var (ada, room, _) = await Owner();

        foreach (var path in new[] { $"/api/rooms/{room}/search?q={text}", $"/api/search?q={text}", $"/api/rooms/discover?query={text}", $"/api/rooms/{room}/members?query={text}", $"/api/rooms/{room}/audit?cursor={text}" })
        {
            Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Get, path, HttpStatusCode.UnprocessableEntity));
        }
    }

    [Theory]
    [InlineData("\u202e")]
    [InlineData("\u202d")]
    [InlineData("\u2066")]
    [InlineData("\u200f")]
    [InlineData("\u200b")]
    public async Task Bidi_controls_are_kept_in_what_is_said_and_refused_in_a_person_s_name(string control)
    {
        var (ada, room, _) = await Owner();
        var text = $"a{control}b";

        var said = await ada.Says(room, text);

        Assert.Equal(text, (await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/messages/{said}")).GetProperty("text").GetString());
        Assert.Equal("invalid", await ada.IsRefused(
            HttpMethod.Post, "/api/auth/register", HttpStatusCode.UnprocessableEntity, new { username = $"us{control}er", email = "a@example.org", password = TestAccount.Password }));
    }

    [Theory]
    [InlineData("9007199254740992")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("18446744073709551616")]
    [InlineData("-1")]
    [InlineData("-9223372036854775808")]
    [InlineData("1e999")]
    [InlineData("99999999999999999999999999999999999999999999999999")]
    public async Task A_number_beyond_what_a_seq_can_be_is_refused_wherever_it_stands(string number)
    {
        var (ada, room, _) = await Owner();

        foreach (var path in new[] { "messages?before=", "messages?after=", "messages?around=", "changes?after=", "search?q=a&before=", "messages?limit=", "audit?limit=" })
        {
            Assert.Equal("invalid", await ada.IsRefused(HttpMethod.Get, $"/api/rooms/{room}/{path}{number}", HttpStatusCode.UnprocessableEntity));
        }

        Assert.Equal("notFound", await ada.IsRefused(HttpMethod.Get, $"/api/rooms/{room}/messages/{number}", HttpStatusCode.NotFound));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid"), await Send(ada, HttpMethod.Put, $"/api/rooms/{room}/read", $$"""{"seq":{{number}}}"""));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid"), await Send(ada, HttpMethod.Patch, $"/api/rooms/{room}", $$"""{"slowModeSeconds":{{number}}}"""));
        await using var socket = await ada.Greets();
        var refused = await socket.AskRaw("MarkRead", $$"""{"roomId":"{{room}}","seq":{{number}}}""");
        Assert.Equal("invalid", refused.GetProperty("refusal").GetProperty("code").GetString());
        AssertNoFault();
    }

    [Theory]
    [InlineData("9007199254740991")]
    [InlineData("2147483648")]
    public async Task The_largest_seq_is_a_seq_like_others(string number)
    {
        var (ada, room, said) = await Owner();

        await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/messages?before={number}");
        await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/messages?around={number}");
        Assert.True((await ada.Asks(HttpMethod.Get, $"/api/rooms/{room}/changes?after={number}")).GetProperty("reset").GetBoolean());
        Assert.Equal("messageNotFound", await ada.IsRefused(HttpMethod.Get, $"/api/rooms/{room}/messages/{number}", HttpStatusCode.NotFound));
        var read = await ada.Asks(HttpMethod.Put, $"/api/rooms/{room}/read", JsonElement.Parse($$"""{"seq":{{number}}}"""));
        Assert.Equal(said, read.GetProperty("readSeq").GetInt64());
    }

    [Theory]
    [InlineData(17)]
    [InlineData(1_000)]
    [InlineData(15_000)]
    public async Task JSON_deeper_than_anybody_means_it_is_malformed(int levels)
    {
        var (ada, room, _) = await Owner();

        Assert.Equal((HttpStatusCode.BadRequest, "malformed"), await Send(ada, HttpMethod.Post, "/api/rooms", Hostile.Deep(levels, isArray: true)));
        Assert.Equal((HttpStatusCode.BadRequest, "malformed"), await Send(ada, HttpMethod.Put, $"/api/rooms/{room}/read", $$"""{"seq":{{Hostile.Deep(levels, isArray: true)}}}"""));
        AssertNoFault();
    }

    [Fact]
    public async Task Deep_JSON_on_the_hub_costs_at_most_its_own_socket()
    {
        var (ada, room, _) = await Owner();
        await using var other = await ada.Greets();
        await using var deep = await ada.Greets();

        await deep.Write($$"""{"type":1,"target":"SendMessage","invocationId":"x","arguments":[{{Hostile.Deep(10_000, isArray: true)}}]}""");

        Assert.NotEqual(default, (await other.Ask("SendMessage", new { roomId = room, clientId = Guid.NewGuid(), text = "unhurt" })).GetProperty("value"));
        AssertNoFault();
    }

    [Fact]
    public async Task A_body_that_is_no_UTF8_is_malformed()
    {
        var (ada, _, _) = await Owner();
        foreach (var bytes in new byte[][] { [0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [.. "{\"name\":\""u8, 0xf8, .. "\"}"u8], [0xfe, 0xff, 0x00] })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/rooms") { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
            using var answer = await ada.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Names_of_members_twice_and_of_types_are_only_names()
    {
        var (ada, room, _) = await Owner();

        Assert.Equal((HttpStatusCode.Created, null), await Send(
            ada, HttpMethod.Post, $"/api/rooms/{room}/messages", $$"""{"$type":"System.Diagnostics.Process","__proto__":{"by":1},"clientId":"{{Guid.NewGuid()}}","text":"first","text":"second"}"""));
        AssertNoFault();
    }

    private async Task<(TestAccount Owner, Guid Room, long Said)> Owner()
    {
        var ada = await _host.Register();
        var room = await ada.Creates();
        return (ada, room, await ada.Says(room, "hello"));
    }

    private static async Task<(HttpStatusCode Status, string? Code)> Send(TestAccount by, HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await by.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, JsonElement.Parse(text).TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    private void AssertNoFault() => Assert.Empty(shared.Rostra.Log.Lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text));

    /// <summary>One Rostra for all of them, whose log is read.</summary>
    public sealed class Host(PostgresServer postgres) : IAsyncLifetime
    {
        public RostraCluster Rostra { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Rostra = await RostraCluster.Standalone(postgres, setup => setup.Settings = new Dictionary<string, string?> { ["Rostra:Limits:RegisterBurst"] = "1000" });

        public ValueTask DisposeAsync() => Rostra.DisposeAsync();
    }
}

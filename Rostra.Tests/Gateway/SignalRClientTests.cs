using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

/// <summary>.NET's own SignalR client, as a bot would use it, against a real gateway.</summary>
public sealed class SignalRClientTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static readonly string[] DurableMembers = ["roomId", "after", "upTo", "events"];

    [Fact]
    public async Task Two_people_talk_and_both_see_every_line_in_one_order()
    {
        var ada = await shared.Host.Register();
        var ken = await shared.Host.Register();
        await using var adas = await Bot.Connect(shared.Host.Url, ada.Token);
        await using var kens = await Bot.Connect(shared.Host.Url, ken.Token);
        var room = await Room(ada);
        Assert.Equal(HttpStatusCode.OK, (await ken.Http.PostAsync($"/api/rooms/{room}/join", null, TestContext.Current.CancellationToken)).StatusCode);

        var acks = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? adas : kens).Says(room, $"line {i}")));

        var head = acks.Max();
        var (adasView, kensView) = (await adas.SeesUpTo(room, head), await kens.SeesUpTo(room, head));
        Assert.Equal(Enumerable.Range(3, 40).Select(id => (long)id), adasView.Keys);
        Assert.Equal(adasView, kensView);
    }

    [Fact]
    public async Task A_refusal_is_an_answer_and_a_wrong_call_an_error_and_the_socket_lives()
    {
        var ada = await shared.Host.Register();
        await using var bot = await Bot.Connect(shared.Host.Url, ada.Token);

        var refused = await bot.Hub.InvokeAsync<JsonElement>("SendMessage", new { roomId = Guid.NewGuid(), clientId = Guid.NewGuid(), text = "hi" }, TestContext.Current.CancellationToken);
        Assert.Equal("roomNotFound", refused.GetProperty("refusal").GetProperty("code").GetString());
        Assert.False(refused.TryGetProperty("value", out _));
        await Assert.ThrowsAsync<HubException>(() => bot.Hub.InvokeAsync("NoSuchMethod", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<HubException>(() => bot.Hub.InvokeAsync("SendMessage", TestContext.Current.CancellationToken));

        Assert.Equal(2, await bot.Says(await Room(ada), "still here"));
    }

    [Fact]
    public async Task A_browser_comes_in_with_a_ticket_from_our_origin_and_once()
    {
        var ada = await shared.Host.Register();
        var ticket = (await (await ada.Http.PostAsJsonAsync("/api/auth/ticket", new { }, TestContext.Current.CancellationToken)).Json()).GetProperty("ticket").GetString()!;

        Assert.Equal(HttpStatusCode.Forbidden, await Knock(ticket, "http://elsewhere.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await Knock(ticket, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Knock(ada.Token, shared.Host.Url));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await Knock(ticket, shared.Host.Url));
        Assert.Equal(HttpStatusCode.Unauthorized, await Knock(ticket, shared.Host.Url));
    }

    private async Task<HttpStatusCode> Knock(string accessToken, string? origin)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{shared.Host.Url}/hub?access_token={Uri.EscapeDataString(accessToken)}");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new ProductHeaderValue("websocket"));
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", Convert.ToBase64String(Guid.NewGuid().ToByteArray()));
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<Guid> Room(TestAccount owner)
    {
        var made = await owner.Http.PostAsJsonAsync("/api/rooms", new { name = $"room {Guid.NewGuid():N}" }, TestContext.Current.CancellationToken);
        return (await made.Json()).GetProperty("id").GetGuid();
    }

    /// <summary>Keeps what it hears, by the interval rule.</summary>
    private sealed class Bot : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<Guid, SortedDictionary<long, string>> _rooms = [];
        private readonly ConcurrentDictionary<Guid, long> _known = [];
        private readonly Channel<bool> _heard = Channel.CreateUnbounded<bool>();

        private Bot(string url, string token)
        {
            Hub = new HubConnectionBuilder()
                .WithUrl($"{url}/hub", options =>
                {
                    options.SkipNegotiation = true;
                    options.Transports = HttpTransportType.WebSockets;
                    options.AccessTokenProvider = () => Task.FromResult<string?>(token);
                })
                .Build();
            Hub.On<JsonElement>("Receive", Hear);
        }

        public HubConnection Hub { get; }

        public static async Task<Bot> Connect(string url, string token)
        {
            var bot = new Bot(url, token);
            await bot.Hub.StartAsync(TestContext.Current.CancellationToken);
            var hello = await bot.Hub.InvokeAsync<JsonElement>("Hello", new { cursors = Array.Empty<object>() }, TestContext.Current.CancellationToken);
            Assert.Equal(1, hello.GetProperty("value").GetProperty("protocol").GetInt32());
            return bot;
        }

        public async Task<long> Says(Guid roomId, string text)
        {
            var answer = await Hub.InvokeAsync<JsonElement>("SendMessage", new { roomId, clientId = Guid.CreateVersion7(), text }, TestContext.Current.CancellationToken);
            return answer.GetProperty("value").GetProperty("message").GetProperty("id").GetInt64();
        }

        public async Task<SortedDictionary<long, string>> SeesUpTo(Guid roomId, long seq)
        {
            while (_known.GetValueOrDefault(roomId) < seq)
            {
                await _heard.Reader.ReadAsync(TestContext.Current.CancellationToken);
            }
            return _rooms[roomId];
        }

        public ValueTask DisposeAsync() => Hub.DisposeAsync();

        // SignalR calls one after another.
        private void Hear(JsonElement batch)
        {
            if (!DurableMembers.All(member => batch.TryGetProperty(member, out _)))
            {
                return;
            }
            var roomId = batch.GetProperty("roomId").GetGuid();
            if (_known.TryGetValue(roomId, out var known))
            {
                Assert.Equal(known, batch.GetProperty("after").GetInt64());
            }
            var room = _rooms.GetOrAdd(roomId, _ => []);
            foreach (var happened in batch.GetProperty("events").EnumerateArray().Where(one => one.GetProperty("type").GetString() == "messagePosted"))
            {
                var message = happened.GetProperty("message");
                room.Add(message.GetProperty("id").GetInt64(), message.GetProperty("text").GetString()!);
            }
            _known[roomId] = batch.GetProperty("upTo").GetInt64();
            _heard.Writer.TryWrite(true);
        }
    }
}

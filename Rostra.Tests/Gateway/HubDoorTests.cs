using System.Net;
using System.Net.WebSockets;
using System.Text;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

/// <summary>What is refused before a socket is one.</summary>
[Trait("Set", "slow")]
public sealed class HubDoorTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_has_so_many_sockets_and_again_when_one_is_gone()
    {
        await using var host = await Host(("CountLoopback", "true"), ("SocketsPerAddressMax", "2"));
        var ada = await host.Host.Register();
        using var one = await Open(host, ada);
        using var two = await Open(host, ada);

        await IsRefused(host, ada);
        await two.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        using var three = await OpenSoon(host, ada);
    }

    [Fact]
    public async Task Callers_on_this_machine_are_not_counted()
    {
        await using var host = await Host(("SocketsPerAddressMax", "1"));
        var ada = await host.Host.Register();

        using var one = await Open(host, ada);
        using var two = await Open(host, ada);
    }

    [Fact]
    public async Task So_many_may_be_at_the_handshake_and_again_when_one_has_finished_it()
    {
        await using var host = await Host(("UnfinishedHandshakesMax", "1"), ("HandshakeWaitMax", "00:00:00.1"));
        var ada = await host.Host.Register();
        using var silent = await Open(host, ada);

        await IsRefused(host, ada);
        await Handshake(silent);
        using var next = await OpenSoon(host, ada); // The gateway answers the handshake a moment before it counts it as done.
    }

    [Theory]
    [InlineData("CountLoopback", "true")] // One address, of many accounts.
    [InlineData("SocketsPerAccountMax", "2")] // One account, from wherever.
    public async Task Those_of_one_caller_that_never_finish_the_handshake_keep_nobody_else_out(string limit, string value)
    {
        await using var host = await Host(("UnfinishedHandshakesMax", "8"), ("HandshakeWaitMax", "00:00:00.1"), (limit, value));
        var ada = await host.Host.Register();
        using var one = await Open(host, ada);
        using var two = await Open(host, ada);

        await IsRefused(host, ada); // Six places are left, but not for them.
        await Handshake(one);
        using var next = await OpenSoon(host, ada);
    }

    [Fact]
    public async Task Who_comes_meanwhile_waits_for_a_place()
    {
        await using var host = await Host(("UnfinishedHandshakesMax", "1"), ("HandshakeWaitMax", "00:00:20"));
        var ada = await host.Host.Register();
        using var silent = await Open(host, ada);

        var waiting = Open(host, ada);
        Assert.False(waiting.IsCompleted);
        await Handshake(silent);

        using var next = await waiting;
    }

    [Fact]
    public async Task Who_never_finishes_the_handshake_is_let_go()
    {
        await using var host = await Host(("UnfinishedHandshakesMax", "1"), ("HelloTimeout", "00:00:01"));
        var ada = await host.Host.Register();
        using var silent = await Open(host, ada);

        Assert.Equal(WebSocketMessageType.Close, (await ReadToEnd(silent)).MessageType);
        await silent.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        using var next = await OpenSoon(host, ada);
    }

    [Fact]
    public async Task All_who_say_hello_at_once_have_their_turn()
    {
        await using var host = await Host(("HellosAtOnceMax", "1"));
        var people = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.Host.Register()));

        var sockets = await Task.WhenAll(people.Select(person => person.Greets()));

        foreach (var socket in sockets)
        {
            await socket.DisposeAsync();
        }
    }

    [Fact]
    public async Task Without_a_token_it_is_401_however_many_there_are()
    {
        await using var host = await Host(("UnfinishedHandshakesMax", "1"));
        var ada = await host.Host.Register();
        using var silent = await Open(host, ada);
        using var stranger = host.Host.Client();

        await (await stranger.GetAsync(new Uri("/hub", UriKind.Relative), Cancellation)).Refused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory]
    [InlineData("SendBurst", "0")]
    [InlineData("SocketsPerAddressMax", "-1")]
    [InlineData("LoginsPerMinute", "NaN")]
    [InlineData("BacklogAgeMax", "00:00:00")]
    [InlineData("RoomNameMin", "51")]
    public async Task A_limit_that_can_be_none_is_refused_at_the_start(string limit, string value)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => Host((limit, value)));

        Assert.Contains($"Rostra:Limits:{limit} must", fault.ToString(), StringComparison.Ordinal);
    }

    private async Task<SharedHost> Host(params (string Limit, string Value)[] settings)
    {
        var host = new SharedHost(postgres);
        await host.Start(settings.ToDictionary(setting => $"Rostra:Limits:{setting.Limit}", setting => (string?)setting.Value));
        return host;
    }

    private static async Task IsRefused(SharedHost host, TestAccount user)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusOf(host, user));
        var problem = await (await user.Http.GetAsync(new Uri("/hub", UriKind.Relative), Cancellation)).Refused(HttpStatusCode.TooManyRequests, "rateLimited");
        Assert.True(problem.GetProperty("retryAfterMs").GetInt64() > 0);
    }

    private static async Task<HttpStatusCode> StatusOf(SharedHost host, TestAccount user)
    {
        using var socket = Socket(user);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address(host), Cancellation));
        return socket.HttpStatusCode;
    }

    private static async Task<ClientWebSocket> Open(SharedHost host, TestAccount user)
    {
        var socket = Socket(user);
        await socket.ConnectAsync(Address(host), Cancellation);
        return socket;
    }

    /// <summary>The server notices a little later that a socket is gone; it is told when to ask again.</summary>
    private static async Task<ClientWebSocket> OpenSoon(SharedHost host, TestAccount user)
    {
        for (var attempt = 0; ; attempt++)
        {
            var socket = Socket(user);
            try
            {
                await socket.ConnectAsync(Address(host), Cancellation);
                return socket;
            }
            catch (WebSocketException) when (socket.HttpStatusCode is HttpStatusCode.TooManyRequests && attempt < 100)
            {
                socket.Dispose();
            }
        }
    }

    private static ClientWebSocket Socket(TestAccount user)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {user.Token}");
        return socket;
    }

    private static Uri Address(SharedHost host) => new($"{host.Url.Replace("http", "ws", StringComparison.Ordinal)}/hub");

    private static async Task Handshake(ClientWebSocket socket)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, Cancellation);
        await socket.ReceiveAsync(new byte[100], Cancellation);
    }

    private static async Task<WebSocketReceiveResult> ReadToEnd(ClientWebSocket socket)
    {
        WebSocketReceiveResult read;
        do
        {
            read = await socket.ReceiveAsync(new byte[1_000], Cancellation);
        }
        while (read.MessageType is not WebSocketMessageType.Close);
        return read;
    }
}

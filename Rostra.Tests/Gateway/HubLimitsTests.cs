using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Rostra.Realtime;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

[Trait("Set", "slow")]
public sealed class HubLimitsTests(PostgresServer postgres)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_socket_above_the_limit_of_an_account_is_the_one_that_closes()
    {
        await using var host = await Host(("SocketsPerAccountMax", "2"));
        var ada = await host.Guest();
        await using var one = await ada.Greets();
        await using var two = await ada.Greets();

        await using var three = await ada.Opens();

        Assert.Equal("tooManySockets", await three.Closed.WaitAsync(Soon, TestContext.Current.CancellationToken));
        await one.DisposeAsync();
        await two.Ask("React", new { });
    }

    [Fact]
    public async Task The_limit_of_an_account_holds_for_all_gateways_together()
    {
        await using var host = await Host(("SocketsPerAccountMax", "4"));
        await using var other = await host.AnotherGateway();
        var ada = await host.Guest();
        var there = ada.At(other);
        await using var one = await ada.Greets();
        await using var two = await ada.Greets();
        await using var three = await there.Greets();
        await using var four = await there.Greets();

        await using var five = await there.Opens();

        Assert.Equal("tooManySockets", await five.Closed.WaitAsync(Soon, TestContext.Current.CancellationToken));
        await using var six = await ada.Opens();
        Assert.Equal("tooManySockets", await six.Closed.WaitAsync(Soon, TestContext.Current.CancellationToken));
        Assert.False(one.Closed.IsCompleted || two.Closed.IsCompleted || three.Closed.IsCompleted || four.Closed.IsCompleted);
    }

    [Fact]
    public async Task Who_says_no_hello_is_closed()
    {
        await using var host = await Host(("HelloTimeout", "00:00:00.5"));
        await using var socket = await (await host.Guest()).Opens();

        Assert.Equal("helloTimeout", await socket.Closed.WaitAsync(Soon, TestContext.Current.CancellationToken));
    }

    [Fact, Trait("Fault", "F18")]
    public async Task Who_does_not_read_is_closed_and_nobody_else_waits()
    {
        await using var host = await Host(("BacklogBytesMax", "524288"), ("SendBurst", "1000000"));
        var (ada, alan) = (await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        await alan.Joins(room);
        await using var speaker = await ada.Greets();
        await using var deaf = await alan.Opens(isNarrow: true);
        await deaf.Hello();
        deaf.Pauses();
        var said = new string('x', 1_000);

        long last = 0;
        var sockets = host.Services.GetRequiredService<ChatSockets>();
        for (var round = 0; round < 500 && sockets.All.Count > 1; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => speaker.Ask("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text = said })));
            last = answers[^1].GetProperty("value").GetProperty("message").GetProperty("id").GetInt64();
        }

        Assert.Single(sockets.All);
        await speaker.Hears(room, last);
        deaf.Resumes();
        var text = await deaf.Closed.WaitAsync(Soon, TestContext.Current.CancellationToken);
        Assert.True(text is null or "slow", text); // Whoever does not read may not hear why.
    }

    [Fact]
    public async Task Who_types_where_they_are_not_is_limited_and_types_on_where_they_are()
    {
        await using var host = await Host(("PageBurst", "3"));
        var ada = await host.Guest();
        var room = await ada.Creates();
        await using var socket = await ada.Greets();

        var codes = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            codes.Add((await socket.Ask("Typing", new { roomId = Guid.NewGuid() })).Code);
        }

        Assert.Equal("roomNotFound", codes[0]);
        Assert.Contains("rateLimited", codes);
        Assert.Equal("{}", (await socket.Ask("Typing", new { roomId = room })).GetProperty("value").GetRawText());
    }

    [Fact, Trait("Fault", "F26")]
    public async Task A_session_that_ends_takes_its_sockets_along_within_a_second()
    {
        await using var host = new SharedHost(postgres);
        await host.InitializeAsync();
        var ada = await host.Guest();
        await using var socket = await ada.Greets();
        var ended = socket.Hears("sessionEnded");

        await ada.Asks(HttpMethod.Post, "/api/auth/logout", new { }, HttpStatusCode.NoContent);

        Assert.Equal("logout", (await ended.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken)).GetProperty("reason").GetString());
        Assert.Equal("sessionEnded", await socket.Closed.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
    }

    private async Task<SharedHost> Host(params (string Limit, string Value)[] settings)
    {
        var host = new SharedHost(postgres);
        await host.Start(settings.ToDictionary(setting => $"Rostra:Limits:{setting.Limit}", setting => (string?)setting.Value));
        return host;
    }
}

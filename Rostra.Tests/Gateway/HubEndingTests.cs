using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rostra.Realtime;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

/// <summary>How a socket's time comes to an end, with a clock that is put forward.</summary>
[Trait("Set", "slow")]
public sealed class HubEndingTests(PostgresServer postgres)
{
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Trait("Fault", "F25")]
    public async Task A_socket_ends_half_a_minute_after_its_token()
    {
        await using var host = await Host();
        var ada = await host.Guest();
        await using var socket = await ada.Greets();
        var there = Assert.Single(host.Services.GetRequiredService<ChatSockets>().All);

        var left = there.ExpiresAt + Leeway - host.Time.GetUtcNow();
        Assert.InRange(left.TotalSeconds, 600, 631);
        Assert.Null(there.Overdue(there.ExpiresAt + Leeway - TimeSpan.FromSeconds(1), Leeway));

        host.Time.Skip(left);
        Assert.Equal("expired", await socket.Closed.WaitAsync(Soon, Cancellation));
    }

    [Fact]
    public async Task A_ticket_counts_as_a_token_made_when_the_ticket_was()
    {
        await using var host = await Host();
        var ada = await host.Guest();
        var asked = host.Time.GetUtcNow();
        var ticket = (await ada.Asks(HttpMethod.Post, "/api/auth/ticket", new { })).GetProperty("ticket").GetString()!;
        host.Time.Skip(TimeSpan.FromSeconds(50));

        await using var socket = await HubSocket.OpenByTicket(host.Url, ticket);
        await socket.Hello();

        var there = Assert.Single(host.Services.GetRequiredService<ChatSockets>().All);
        Assert.InRange((there.ExpiresAt - asked).TotalSeconds, 599, 601);
        host.Time.Skip(TimeSpan.FromMinutes(10) + Leeway - TimeSpan.FromSeconds(49));
        Assert.Equal("expired", await socket.Closed.WaitAsync(Soon, Cancellation));
    }

    [Fact, Trait("Fault", "F5")]
    public async Task A_gateway_that_stops_sends_its_sockets_elsewhere()
    {
        await using var host = await Host(("ReconnectWithin", "00:00:02"));
        var ada = await host.Guest();
        await using var leaving = await ada.Greets();
        await using var staying = await ada.Greets();
        var told = leaving.Hears("goAway");

        var stopping = Task.Run(host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication, Cancellation);

        Assert.Equal(2_000, (await told.WaitAsync(Soon, Cancellation)).GetProperty("reconnectWithinMs").GetInt64());
        Assert.Contains("503", (await Assert.ThrowsAsync<WebSocketException>(() => ada.Opens())).Message, StringComparison.Ordinal);
        await staying.Ask("React", new { }); // Until the time is up everything goes on.
        Assert.Equal("goAway", await staying.Closed.WaitAsync(Soon, Cancellation));
        await stopping;
    }

    [Fact]
    public async Task A_gateway_stops_as_soon_as_its_last_socket_has_left()
    {
        await using var host = await Host(("ReconnectWithin", "01:00:00"));
        var socket = await (await host.Guest()).Greets();
        var told = socket.Hears("goAway");

        var stopping = Task.Run(host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication, Cancellation);
        await told.WaitAsync(Soon, Cancellation);
        await socket.DisposeAsync();

        await stopping.WaitAsync(Soon, Cancellation);
    }

    [Fact, Trait("Fault", "F18")]
    public async Task Who_leaves_a_frame_unread_for_too_long_is_closed()
    {
        await using var host = await Host(("BacklogAgeMax", "00:00:01"), ("BacklogBytesMax", "1000000000"), ("SendBurst", "1000000"));
        var (ada, alan) = (await host.Guest(), await host.Guest());
        var room = await ada.Creates();
        await alan.Joins(room);
        await using var speaker = await ada.Greets();
        await using var deaf = await alan.Opens(isNarrow: true);
        await deaf.Hello();
        deaf.Pauses();
        var sockets = host.Services.GetRequiredService<ChatSockets>();

        // So much that it does not fit into the buffers on the way.
        while (sockets.All.Count > 1)
        {
            await speaker.Ask("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text = new string('x', 1_000) });
        }

        deaf.Resumes();
        var text = await deaf.Closed.WaitAsync(Soon, Cancellation);
        Assert.True(text is null or "slow", text); // Whoever does not read may not hear why.
    }

    private async Task<SharedHost> Host(params (string Limit, string Value)[] settings)
    {
        var host = new SharedHost(postgres);
        await host.Start(settings.ToDictionary(setting => $"Rostra:Limits:{setting.Limit}", setting => (string?)setting.Value));
        return host;
    }
}

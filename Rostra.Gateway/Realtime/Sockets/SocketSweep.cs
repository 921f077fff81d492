using Microsoft.Extensions.Options;
using Rostra.Accounts;

namespace Rostra.Realtime;

/// <summary>Closes sockets whose time is up: too slow, no hello, token expired, the gateway stops. One timer for all of them, because most are idle.</summary>
internal sealed class SocketSweep(
    ChatSockets sockets, SessionWatch sessions, IOptions<TokenOptions> tokens, IOptions<RealtimeLimits> limits, IHostApplicationLifetime lifetime, TimeProvider clock)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(0.5);

    private ITimer? _timer;
    private CancellationTokenRegistration _drain;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        sessions.Over += sockets.EndSession;
        _timer = clock.CreateTimer(_ => Sweep(), null, Every, Every);
        _drain = lifetime.ApplicationStopping.Register(Drain);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        sessions.Over -= sockets.EndSession;
        _timer?.Dispose();
        _drain.Dispose();
    }

    // Blocks on purpose: SignalR's own handler, registered earlier and so run later, cuts every socket without a word.
    private void Drain()
    {
        sockets.GoAway();
        SpinWait.SpinUntil(() => sockets.All.Count == 0, limits.Value.ReconnectWithin);
        foreach (var socket in sockets.All)
        {
            socket.End(SocketEnd.GoAway);
        }

        SpinWait.SpinUntil(() => sockets.All.Count == 0, ChatSocket.FarewellTimeout);
    }

    private void Sweep()
    {
        var now = clock.GetUtcNow();
        foreach (var socket in sockets.All)
        {
            if (socket.Overdue(now, tokens.Value.Leeway) is { } text)
            {
                socket.End(text);
            }
        }
    }
}

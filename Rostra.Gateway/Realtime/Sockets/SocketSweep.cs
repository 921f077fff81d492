using System.Diagnostics;
using Microsoft.Extensions.Options;
using Rostra.Accounts;

namespace Rostra.Realtime;

/// <summary>Closes sockets whose time is up: too slow, no hello, token expired, the gateway stops. One timer for all of them, because most are idle.</summary>
internal sealed class SocketSweep(
    ChatSockets sockets, SocketGate gate, SessionWatch sessions, IOptions<TokenOptions> tokens, IOptions<RealtimeLimits> limits, IHostApplicationLifetime lifetime, TimeProvider clock)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan DrainStep = TimeSpan.FromMilliseconds(10);

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

    // Blocks on purpose: SignalR's own handler, registered earlier and so run later, cuts every socket without a word. Meanwhile everything works; only
    // readiness is off, from before this is called.
    private void Drain()
    {
        Thread.Sleep(limits.Value.StopNotice);
        gate.Close();
        SendAway();
        foreach (var socket in sockets.All)
        {
            socket.End(SocketEnd.GoAway);
        }

        SpinWait.SpinUntil(() => sockets.All.Count == 0, ChatSocket.FarewellTimeout);
    }

    /// <summary>Each socket is told at a moment of its own; ends when all have left, or the last one's time is over.</summary>
    private void SendAway()
    {
        var began = Stopwatch.GetTimestamp(); // Real time: a thread waits.
        Dictionary<ChatSocket, TimeSpan> due = [];
        HashSet<ChatSocket> told = [];
        while (sockets.All is { Count: > 0 } here && Stopwatch.GetElapsedTime(began) is var passed && passed < limits.Value.GoAwaySpread + limits.Value.ReconnectWithin)
        {
            foreach (var socket in here.Where(socket => !told.Contains(socket)))
            {
                if (!due.TryGetValue(socket, out var at))
                {
                    due[socket] = at = limits.Value.GoAwaySpread * Random.Shared.NextDouble();
                }

                if (passed >= at)
                {
                    sockets.GoAway(socket);
                    told.Add(socket);
                }
            }

            Thread.Sleep(DrainStep);
        }
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

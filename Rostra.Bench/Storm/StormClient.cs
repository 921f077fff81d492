using System.Diagnostics;
using System.Text.Json;
using Rostra.Clients;

namespace Rostra.Storm;

/// <summary>One window of one person, as our own client behaves: it comes back with its cursors, after a full-jitter pause that grows with each failure, to any gateway.</summary>
internal sealed class StormClient(IReadOnlyList<Uri> gateways, string token, IReadOnlyList<Guid> rooms, int number)
{
    private const int WaitMinMs = 500;
    private const int WaitMaxMs = 30_000;
    private static readonly TimeSpan DialTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Guid, long> _known = rooms.ToDictionary(room => room, _ => 0L);
    private LightSocket? _socket;
    private JsonElement? _epoch;
    private IReadOnlyDictionary<Guid, long>? _goal;
    private long _reachedAt;
    private bool _isGreeted;

    public bool IsGreeted => Volatile.Read(ref _isGreeted);

    /// <summary>Connections opened, or tried to.</summary>
    public int Dials { get; private set; }

    /// <summary>Turned away at the door, by an HTTP status.</summary>
    public int Refused { get; private set; }

    /// <summary>Hellos that were answered by a refusal, or not in time.</summary>
    public int Ungreeted { get; private set; }

    /// <summary>Frames that told something.</summary>
    public int Heard { get; private set; }

    public string? LastFault { get; private set; }

    /// <summary>When it had all its rooms up to the goal; 0: it has not.</summary>
    public long ReachedAt => Volatile.Read(ref _reachedAt);

    /// <summary>Lives until cancelled, with pauses.</summary>
    public async Task Live(CancellationToken stopping)
    {
        for (var attempt = 0; !stopping.IsCancellationRequested;)
        {
            try
            {
                Dials++;
                await Connected(stopping);
            }
            catch (Exception cut) when (cut is IOException or OperationCanceledException or JsonException)
            {
                LastFault = cut.Message;
                Refused += cut is RefusedException ? 1 : 0;
            }

            attempt = IsGreeted ? 1 : attempt + 1;
            Volatile.Write(ref _isGreeted, false);
            var bound = Math.Min(WaitMaxMs, WaitMinMs << Math.Min(attempt, 10));
            await Task.Delay(WaitMinMs + Random.Shared.Next(bound - WaitMinMs), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The network is gone under it.</summary>
    public void Cut() => _socket?.Dispose();

    /// <summary>What must be known of each room; looked at from now on.</summary>
    public void Expect(IReadOnlyDictionary<Guid, long> goal)
    {
        lock (_known)
        {
            (_goal, _reachedAt) = (goal, 0);
            Look();
        }
    }

    public Task Ping(CancellationToken stopping) => IsGreeted && _socket is { } socket ? Quietly(socket.Send(HubFrame.Ping, stopping)) : Task.CompletedTask;

    private async Task Connected(CancellationToken stopping)
    {
        using var socket = await Dial(stopping);
        _socket = socket;
        await Greet(socket, stopping);
        Volatile.Write(ref _isGreeted, true);
        while (true) await socket.Receive(Take, stopping);
    }

    private async Task<LightSocket> Dial(CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(DialTime);
        return await LightSocket.Open(gateways[(number + Dials) % gateways.Count], token, patience.Token);
    }

    private async Task Greet(LightSocket socket, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(AnswerTime);
        try
        {
            await socket.Send(HubFrame.Invoke("1", "Hello", Hello()), patience.Token);
            for (WireHello? welcome = null; welcome is null;)
            {
                await socket.Receive(Hear, patience.Token);

                void Hear(ReadOnlyMemory<byte> frame)
                {
                    if (welcome is null) welcome = Welcomed(frame);
                    else Take(frame); // What is live may come along with the answer.
                }
            }
        }
        catch
        {
            Ungreeted++;
            throw;
        }
    }

    private object Hello()
    {
        lock (_known)
        {
            return new { cursors = _known.Where(room => room.Value > 0).Select(room => new WireCursor(room.Key, room.Value)).ToArray(), epoch = _epoch };
        }
    }

    private WireHello? Welcomed(ReadOnlyMemory<byte> frame)
    {
        if (HubFrame.Read(frame.Span).Type != HubFrame.Completion) return null;
        var outcome = JsonSerializer.Deserialize<Completed>(frame.Span, Wire.Json)!.Result;
        if (outcome.Value is not { } welcome) throw new IOException($"Hello: {outcome.Refusal}");
        lock (_known)
        {
            _epoch = welcome.Epoch;
            foreach (var entry in welcome.CatchUp) Apply(entry);

            // Without a cursor a room is loaded as it is: known up to its head.
            foreach (var room in welcome.Rooms.Where(room => _known.GetValueOrDefault(room.Id, -1) == 0)) _known[room.Id] = room.LastSeq;
            Look();
        }

        return welcome;
    }

    private void Take(ReadOnlyMemory<byte> frame)
    {
        if (HubFrame.Read(frame.Span).Type != HubFrame.Invocation) return;
        Heard++;
        var batch = JsonSerializer.Deserialize<Pushed>(frame.Span, Wire.Json)!.Arguments[0];
        lock (_known)
        {
            Apply(batch);
            Look();
        }
    }

    /// <summary>As a good client: only what joins.</summary>
    private void Apply(WireInterval interval)
    {
        if (interval is not { RoomId: { } room, UpTo: { } upTo } || !_known.TryGetValue(room, out var known) || upTo <= known) return;
        if (interval.After > known) throw new IOException($"A hole: known up to {known}, told from {interval.After}.");
        _known[room] = upTo;
    }

    private void Look()
    {
        if (_goal is not null && _reachedAt == 0 && _known.All(room => room.Value >= _goal.GetValueOrDefault(room.Key)))
        {
            Volatile.Write(ref _reachedAt, Stopwatch.GetTimestamp());
        }
    }

    private static async Task Quietly(Task sending)
    {
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // A cut shows where it is read.
    }

    private sealed record Completed(Outcome Result);

    private sealed record Outcome(WireHello? Value, Problem? Refusal);

    private sealed record Pushed(WireInterval[] Arguments);
}

using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>
/// What this silo's rooms and people have to tell one gateway: one call in flight, the rest gathers behind it. A gateway that does not answer is not told
/// everything later, only where each room's head is: it fetches what it lacks. What people missed shows by the versions of their notices.
/// </summary>
internal sealed partial class GatewaySender(Guid gatewayId, IGatewayObserver gateway, TimeProvider time, ILogger logger, CancellationToken stopping)
{
    /// <summary>Events that may wait for a gateway; beyond it only heads are kept.</summary>
    private const int BacklogEventsMax = 20_000;

    /// <summary>Batches in one call.</summary>
    private const int CallBatchesMax = 500;

    /// <summary>Notices that may wait for a gateway; beyond it they are dropped, and it reads anew what it missed.</summary>
    private const int NoticesMax = 5_000;

    private static readonly TimeSpan RetryWait = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, RoomBatch> _heads = [];
    private readonly Queue<PersonNotice> _notices = [];
    private List<RoomBatch> _backlog = [];
    private int _events;
    private ActivityContext _trace; // The first of those that wait.
    private long? _silosChanged;
    private bool _isSending;
    private long _failingSince;

    /// <summary>Events that wait.</summary>
    public int Backlog => Volatile.Read(ref _events);

    /// <summary>Takes a batch to be sent; never waits.</summary>
    public void Send(RoomBatch batch)
    {
        if (stopping.IsCancellationRequested && (batch.Presence is not null || batch.Typing is not null))
        {
            return; // The room comes up elsewhere and tells it from there; this gateway may be stopping too.
        }
        lock (_lock)
        {
            _backlog.Add(batch);
            _trace = _trace == default ? Instruments.Here : _trace;
            _events += Weight(batch);
            if (_events > BacklogEventsMax)
            {
                KeepHeadsOnly([]);
            }
        }
        Start();
    }

    /// <summary>Takes a notice to be sent; never waits.</summary>
    public void Send(PersonNotice notice)
    {
        lock (_lock)
        {
            if (_notices.Count < NoticesMax)
            {
                _notices.Enqueue(notice);
            }
        }
        Start();
    }

    /// <summary>Silos have come or gone; never waits.</summary>
    public void Tell(long version)
    {
        lock (_lock)
        {
            _silosChanged = version;
        }
        Start();
    }

    private void Start()
    {
        lock (_lock)
        {
            if (_isSending)
            {
                return;
            }
            _isSending = true;
        }
        // Without the room's context: the sender outlives the call that happened to start it.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(Run);
        }
    }

    private async Task Run()
    {
        while (Next() is var (batches, notices, silosChanged, trace))
        {
            try
            {
                using var span = Instruments.Below("rostra.fanout", ActivityKind.Producer, [trace]);
                Planted.Crash("after_ack_before_push", afterMs: 50);
                SenderMetrics.Together(batches.Length);
                await (silosChanged is { } version ? gateway.SilosChanged(version) : Task.CompletedTask);
                await (batches.IsEmpty ? Task.CompletedTask : gateway.Receive(batches));
                await (notices.IsEmpty ? Task.CompletedTask : gateway.Notify(notices));
                _failingSince = 0;
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return; // The gateway finds the rooms again where they come up next, and fetches what it lacks.
            }
            catch (Exception fault)
            {
                SenderMetrics.Unreached();
                LogUnreached(logger, fault, gatewayId);
                if (!await WaitBeforeRetry(batches))
                {
                    return;
                }
            }
        }
    }

    private (ImmutableArray<RoomBatch> Batches, ImmutableArray<PersonNotice> Notices, long? SilosChanged, ActivityContext Trace)? Next()
    {
        lock (_lock)
        {
            if (_backlog.Count == 0 && _heads.Count == 0 && _notices.Count == 0 && _silosChanged is null)
            {
                _isSending = false;
                return null;
            }
            var count = Math.Min(CallBatchesMax, _backlog.Count);
            ImmutableArray<RoomBatch> batches = [.. _heads.Values, .. _backlog[..count]];
            _heads.Clear();
            _backlog = _backlog[count..];
            _events = _backlog.Sum(Weight);
            ImmutableArray<PersonNotice> notices = [.. _notices];
            _notices.Clear();
            var silosChanged = _silosChanged;
            _silosChanged = null;
            var trace = _trace;
            _trace = default;
            return (batches, notices, silosChanged, trace);
        }
    }

    /// <returns>False: the gateway's leases have run out meanwhile; it is forgotten with all that waited for it.</returns>
    private async Task<bool> WaitBeforeRetry(ImmutableArray<RoomBatch> unsent)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _failingSince = _failingSince == 0 ? now : _failingSince;
            if (time.GetElapsedTime(_failingSince, now) > GatewayLease.Lifetime)
            {
                (_backlog, _events, _isSending, _failingSince) = ([], 0, false, 0);
                _notices.Clear();
                return false;
            }
            KeepHeadsOnly(unsent);
        }
        await Task.Delay(RetryWait, time);
        return true;
    }

    /// <summary>What was not sent, and then what waited behind it: of each room only where its log and its presence stand, and who typed last.</summary>
    private void KeepHeadsOnly(IEnumerable<RoomBatch> unsent)
    {
        foreach (var batch in unsent.Concat(_backlog))
        {
            var earlier = _heads.GetValueOrDefault(batch.RoomId);
            _heads[batch.RoomId] = batch with
            {
                After = batch.UpTo,
                Events = [],
                Room = null,
                Presence = (batch.Presence ?? earlier?.Presence)?.Lost(),
                Typing = batch.Typing ?? earlier?.Typing,
                TrimmedSeq = batch.TrimmedSeq ?? earlier?.TrimmedSeq,
            };
        }
        (_backlog, _events) = ([], 0);
    }

    private static int Weight(RoomBatch batch) =>
        batch.Events.Length + (batch.Presence is { } presence ? presence.Online.Length + presence.Offline.Length : 0) + (batch.Typing?.Users.Length ?? 0);

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "Gateway {GatewayId} did not take its batches; it is told the heads of its rooms instead")]
    private static partial void LogUnreached(ILogger logger, Exception fault, Guid gatewayId);
}

using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Rostra.Hosting;
using Rostra.Users;

namespace Rostra.Realtime;

/// <summary>One socket: whose it is, what it has still to be sent, and how it ends.</summary>
internal sealed class ChatSocket(HubConnectionContext connection, IDisposable session, RealtimeLimits limits, TimeProvider clock) : IListener, IThreadPoolWorkItem
{
    // After this the client's other end is not worth waiting for.
    public static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(1);

    private readonly Outbox _outbox = new(limits.BacklogBytesMax, limits.BacklogAgeMax);
    private readonly Lock _roomsLock = new();
    private readonly HashSet<Guid> _rooms = [];
    private readonly TimeSpan _openedAt = clock.GetElapsedTime(0);
    private int _greeting;
    private int _ending;
    private bool _isGone;

    public UserRef User { get; } = connection.User.Ref;

    public Guid UserId => User.Id;

    public Guid SessionId { get; } = connection.User.SessionId;

    public DateTimeOffset ExpiresAt { get; } = connection.User.ExpiresAt;

    public CancellationToken Aborted => connection.ConnectionAborted;

    /// <summary>Whether it has been answered its hello; only then may it ask for anything else.</summary>
    public bool IsGreeted => Volatile.Read(ref _greeting) == 2;

    public long BacklogBytes => _outbox.Bytes;

    private TimeSpan Now => clock.GetElapsedTime(0);

    /// <summary>True for the first hello alone, also of two at once.</summary>
    public bool TryGreet() => Interlocked.CompareExchange(ref _greeting, 1, 0) == 0;

    /// <summary>The hello was refused, and it hears no room any more: it may be said again.</summary>
    public void Ungreet()
    {
        _outbox.Clear();
        Volatile.Write(ref _greeting, 0);
    }

    public void Greeted() => Volatile.Write(ref _greeting, 2);

    /// <summary>The answer to the hello has been written: now the batches may follow.</summary>
    public void OpenGate()
    {
        if (_outbox.Open(Now))
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    public void Send(Delivery delivery)
    {
        var isInTime = _outbox.Add(delivery.Frames, Now, out var shallPump);
        if (!isInTime)
        {
            End(SocketEnd.Slow);
        }
        else if (shallPump)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    public bool Enter(Guid roomId)
    {
        lock (_roomsLock)
        {
            if (!_isGone)
            {
                _rooms.Add(roomId);
            }

            return !_isGone;
        }
    }

    public void Exit(Guid roomId)
    {
        lock (_roomsLock)
        {
            _rooms.Remove(roomId);
        }
    }

    /// <summary>The rooms it hears; it shall hear none of them.</summary>
    public IReadOnlyCollection<Guid> Leave()
    {
        lock (_roomsLock)
        {
            Guid[] rooms = [.. _rooms];
            _rooms.Clear();
            return rooms;
        }
    }

    /// <summary>It is gone: no feed takes it in any more. Answers those that still have it.</summary>
    public IReadOnlyCollection<Guid> Gone()
    {
        session.Dispose();
        _outbox.Close();
        lock (_roomsLock)
        {
            _isGone = true;
            return [.. _rooms];
        }
    }

    /// <summary>Why it must end now, if it must.</summary>
    public string? Overdue(DateTimeOffset wallTime, TimeSpan leeway) =>
        _outbox.IsStale(Now) ? SocketEnd.Slow
        : wallTime >= ExpiresAt + leeway ? SocketEnd.Expired
        : Volatile.Read(ref _greeting) == 0 && Now - _openedAt > limits.HelloTimeout ? SocketEnd.HelloTimeout
        : null;

    /// <summary>Closes it, with a last event if there is one; the text tells the client why, if it still listens.</summary>
    public void End(string text, PersonalEvent? last = null)
    {
        if (Interlocked.Exchange(ref _ending, 1) == 0)
        {
            SocketMetrics.Closed(text);
            _outbox.Close();
            ThreadPool.UnsafeQueueUserWorkItem(_ => _ = Farewell(text, last), null);
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = Pump();

    private async Task Pump()
    {
        while (_outbox.Peek() is { } frame)
        {
            await connection.WriteAsync(frame.Message);
            if (_outbox.Sent() is { } since)
            {
                SocketMetrics.Written(Now - since);
            }
        }
    }

    private async Task Farewell(string text, PersonalEvent? last)
    {
        try
        {
            await SayFarewell(text, last).WaitAsync(FarewellTimeout, clock);
        }
        catch (TimeoutException)
        {
            // It does not read. SignalR would say goodbye itself before it lets go, and wait for this reader; so the request goes first.
            connection.GetHttpContext()?.Abort();
        }

        connection.Abort();
    }

    private async Task SayFarewell(string text, PersonalEvent? last)
    {
        if (last is not null)
        {
            foreach (var frame in new Delivery(new PersonalBatch([last])).Frames)
            {
                await connection.WriteAsync(frame.Message);
            }
        }

        await connection.WriteAsync(new CloseMessage(text));
    }
}

/// <summary>What a closing socket is told, as far as it still listens.</summary>
internal static class SocketEnd
{
    public const string Slow = "slow";
    public const string SessionEnded = "sessionEnded";
    public const string Expired = "expired";
    public const string HelloTimeout = "helloTimeout";
    public const string TooManySockets = "tooManySockets";
    public const string GoAway = "goAway";

    public static readonly ImmutableArray<string> All = [Slow, SessionEnded, Expired, HelloTimeout, TooManySockets, GoAway];
}

using System.Collections.Concurrent;
using Rostra.Hosting;
using Rostra.Realtime;

namespace Rostra.Accounts;

/// <summary>
/// Which sessions stand, as far as this gateway needs to know. It asks a session's grain before it believes it, believes it for a while, and hears of its end at once.
/// </summary>
internal sealed class SessionWatch(IGrainFactory grains, IGatewayIdentity identity, Patience patience, TimeProvider time)
{
    /// <summary>Those that nobody asks about are asked about again well before they are believed no longer.</summary>
    public static readonly TimeSpan RenewAfter = SessionState.BelievedFor / 2;

    private static readonly TimeSpan EndedFor = TimeSpan.FromMinutes(15); // Longer than an access token can live.

    private readonly ConcurrentDictionary<Guid, Entry> _sessions = new();

    /// <summary>A session has ended, and so must its sockets. Raised once for each; handlers must not block.</summary>
    public event Action<Guid, SessionEnd>? Over;

    /// <summary>Whether tokens and sockets of the session are good.</summary>
    public async ValueTask<bool> IsLive(Guid sessionId)
    {
        var entry = _sessions.GetOrAdd(sessionId, static _ => new Entry());
        return !entry.HasEnded && (time.GetUtcNow() < entry.BelievedUntil || await patience.Until(_ => Ask(sessionId, entry)));
    }

    /// <summary>Keeps watching, until disposed: for a socket, which asks nothing by itself.</summary>
    public IDisposable Keep(Guid sessionId)
    {
        var entry = _sessions.GetOrAdd(sessionId, static _ => new Entry());
        Interlocked.Increment(ref entry.Keepers);
        return new Keeper(entry);
    }

    /// <summary>Told by the cluster, or by this gateway's own logout.</summary>
    public void Ended(Guid sessionId, SessionEnd reason)
    {
        var entry = _sessions.GetOrAdd(sessionId, static _ => new Entry());
        if (entry.End(time.GetUtcNow()))
        {
            Over?.Invoke(sessionId, reason);
        }
    }

    /// <summary>Asks again about those that somebody keeps, and forgets what nobody needs.</summary>
    public async Task Renew()
    {
        var now = time.GetUtcNow();
        foreach (var (id, entry) in _sessions.Where(session => session.Value.IsForgotten(now)))
        {
            _sessions.TryRemove(new(id, entry));
        }

        await Parallel.ForEachAsync(
            _sessions.Where(session => session.Value.NeedsRenewal(now)),
            async (session, _) =>
            {
                try
                {
                    await Ask(session.Key, session.Value);
                }
                catch (Exception fault) when (fault is TimeoutException or OrleansException)
                {
                    // Not known now; asked again next round. A socket lives on until its token ends.
                }
            });
    }

    private async Task<bool> Ask(Guid sessionId, Entry entry)
    {
        var asked = time.GetUtcNow();
        var state = await grains.Session(sessionId).Watch(new GatewayLease(identity.GatewayId, await identity.Reference()));
        if (state.Lives)
        {
            entry.Believe(asked);
        }
        else
        {
            Ended(sessionId, state.End);
        }

        return !entry.HasEnded;
    }

    private sealed class Entry
    {
        public int Keepers;
        private long _believedUntilTicks;
        private long _endedTicks;

        public DateTimeOffset BelievedUntil => new(Volatile.Read(ref _believedUntilTicks), TimeSpan.Zero);

        public bool HasEnded => Volatile.Read(ref _endedTicks) != 0;

        public void Believe(DateTimeOffset asked) => Volatile.Write(ref _believedUntilTicks, (asked + SessionState.BelievedFor).UtcTicks);

        public bool End(DateTimeOffset now) => Interlocked.CompareExchange(ref _endedTicks, now.UtcTicks, 0) == 0;

        public bool NeedsRenewal(DateTimeOffset now) => !HasEnded && Volatile.Read(ref Keepers) > 0 && now >= BelievedUntil - SessionState.BelievedFor + RenewAfter;

        public bool IsForgotten(DateTimeOffset now) => Volatile.Read(ref Keepers) == 0
            && (HasEnded ? now.UtcTicks > Volatile.Read(ref _endedTicks) + EndedFor.Ticks : now > BelievedUntil + SessionState.BelievedFor);
    }

    private sealed class Keeper(Entry entry) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                Interlocked.Decrement(ref entry.Keepers);
            }
        }
    }
}

using System.Collections.Concurrent;
using Rostra.Hosting;

namespace Rostra.Allowances;

/// <summary>What the people of this gateway may still do. The tokens are the cluster's; here are the purses with what is leased of them.</summary>
internal sealed partial class Purses(IGrainFactory grains, IGatewayIdentity identity, TimeProvider clock, ILogger<Purses> logger)
{
    private readonly TimeProvider _clock = clock;
    private readonly ConcurrentDictionary<(Guid UserId, Allowance Kind), Purse> _purses = new();

    /// <summary>Takes one token. Null: go on; else the refusal.</summary>
    public async ValueTask<Refusal?> Take(Guid userId, Allowance kind)
    {
        if (TryTake(userId, kind, out var wait))
        {
            return Refused(wait);
        }

        var told = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        TakeInLine(userId, kind, told.SetResult);
        return Refused(await told.Task);
    }

    /// <summary>Takes one token; <paramref name="then"/> is told zero, or how long to wait, in the order of these calls, mostly before this returns. It must not block.</summary>
    public void Take<TState>(Guid userId, Allowance kind, TState state, Action<TState, TimeSpan> then)
    {
        if (TryTake(userId, kind, out var wait))
        {
            then(state, wait);
        }
        else
        {
            TakeInLine(userId, kind, told => then(state, told));
        }
    }

    public void GiveBack(Guid userId, Allowance kind)
    {
        if (_purses.TryGetValue((userId, kind), out var purse))
        {
            purse.GiveBack();
        }
    }

    /// <summary>Forgets the purses that nobody has used for the length of a lease.</summary>
    public void Forget()
    {
        foreach (var (key, purse) in _purses)
        {
            if (purse.TryForget())
            {
                _purses.TryRemove(new(key, purse));
            }
        }
    }

    /// <summary>False: only by standing in line.</summary>
    private bool TryTake(Guid userId, Allowance kind, out TimeSpan wait)
    {
        Toll toll;
        while ((toll = PurseOf(userId, kind).TryTake(out wait)) is Toll.Gone)
        {
            // Just being removed: the next one is there at once.
        }

        return toll is not Toll.Unknown;
    }

    private void TakeInLine(Guid userId, Allowance kind, Action<TimeSpan> then)
    {
        while (!PurseOf(userId, kind).Take(then))
        {
            // Just being removed.
        }
    }

    private Purse PurseOf(Guid userId, Allowance kind) => _purses.GetOrAdd(
        (userId, kind),
        static (key, all) => new Purse((wanted, unspent) => all.Lease(key.UserId, key.Kind, wanted, unspent), all._clock),
        this);

    private async Task<AllowanceLease?> Lease(Guid userId, Allowance kind, int wanted, int unspent)
    {
        try
        {
            return await grains.Allowances(userId).Lease(identity.GatewayId, kind, wanted, unspent);
        }
        catch (Exception fault)
        {
            LogUnreached(fault, userId, kind);
            return null;
        }
    }

    private static Refusal? Refused(TimeSpan wait) => wait <= TimeSpan.Zero ? null : Refusal.RateLimited(wait);

    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "Nobody knows what user {UserId} may still do ({Kind}); this gateway allows a little by itself")]
    private partial void LogUnreached(Exception fault, Guid userId, Allowance kind);
}

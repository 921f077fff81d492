using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>
/// How many may come to the hub's door: sockets of one address, and at one time those that have not finished SignalR's handshake; of one address and of one account only
/// some of those, so that who never finishes it does not keep the others out. Some may wait before the upgrade, for a while: when thousands come back at one moment, a wait
/// costs less than another try. The rest is refused.
/// </summary>
internal sealed class SocketGate(IOptions<RealtimeLimits> limits, IOptions<GatewayLimits> gateway) : IDisposable
{
    /// <summary>An address holds at most one in so many of the places for those that have not finished.</summary>
    private const int AddressShare = 4;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, int> _perAddress = new();
    private readonly SemaphoreSlim _unfinished = new(limits.Value.UnfinishedHandshakesMax);
    private readonly Turns _turnsOfAddress = new(Math.Max(1, limits.Value.UnfinishedHandshakesMax / AddressShare));
    private readonly Turns _turnsOfAccount = new(Math.Min(limits.Value.SocketsPerAccountMax, limits.Value.UnfinishedHandshakesMax));
    private int _waiting;
    private volatile bool _isClosed;

    /// <summary>Who waits before the upgrade.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Lets nobody in any more: this gateway stops, and balancers know it by now.</summary>
    public void Close() => _isClosed = true;

    public void Dispose() => _unfinished.Dispose();

    public async Task Pass(HttpContext context, Func<Task> next)
    {
        if (_isClosed)
        {
            await Problem.Write(context, Refusals.OfStatus(StatusCodes.Status503ServiceUnavailable)); // Those that are here are being sent away.
            return;
        }

        var address = ClientAddress.Counted(context, gateway.Value);
        if (!TryCount(address))
        {
            await Problem.Write(context, Refusal.RateLimited(RetryAfter, "There are too many sockets from this address."));
            return;
        }

        try
        {
            using var turns = new TurnsTaken();
            if (!await IsLetIn(address, context.User.Ref.Id, turns, context.RequestAborted))
            {
                await Problem.Write(context, Refusal.RateLimited(RetryAfter, "Too many sockets are being opened here at once."));
                return;
            }

            await Open(context, turns, next);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever waited is gone.
        }
        finally
        {
            Uncount(address);
        }
    }

    private static async Task Open(HttpContext context, TurnsTaken turns, Func<Task> next)
    {
        var opening = new Opening(turns);
        try
        {
            context.Features.Set(opening);
            await next();
        }
        finally
        {
            opening.Finished();
        }
    }

    // First the turns of its own, so that who waits for them takes no place from the others.
    private async Task<bool> IsLetIn(string? address, Guid account, TurnsTaken turns, CancellationToken gone)
    {
        var until = DateTimeOffset.UtcNow + limits.Value.HandshakeWaitMax;
        return await Take(_turnsOfAccount.Of($"{account}"), turns, until, gone)
            && (address is null || await Take(_turnsOfAddress.Of(address), turns, until, gone))
            && await Take((_unfinished, static () => { }), turns, until, gone);
    }

    private async Task<bool> Take((SemaphoreSlim Turn, Action Leave) place, TurnsTaken turns, DateTimeOffset until, CancellationToken gone)
    {
        turns.Add(place.Leave);
        if (!await place.Turn.WaitAsync(TimeSpan.Zero, gone) && !await IsNext(place.Turn, until, gone))
        {
            return false;
        }

        turns.Add(() => place.Turn.Release());
        return true;
    }

    private async Task<bool> IsNext(SemaphoreSlim turn, DateTimeOffset until, CancellationToken gone)
    {
        try
        {
            return Interlocked.Increment(ref _waiting) <= limits.Value.HandshakesWaitingMax
                && until - DateTimeOffset.UtcNow is { Ticks: > 0 } left
                && await turn.WaitAsync(left, gone);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private bool TryCount(string? address)
    {
        if (address is null || _perAddress.AddOrUpdate(address, 1, (_, count) => count + 1) <= limits.Value.SocketsPerAddressMax)
        {
            return true;
        }

        Uncount(address);
        return false;
    }

    private void Uncount(string? address)
    {
        if (address is not null && _perAddress.AddOrUpdate(address, 0, (_, count) => count - 1) == 0)
        {
            _perAddress.TryRemove(new(address, 0));
        }
    }

    /// <summary>A socket on its way through the door.</summary>
    internal sealed class Opening(IDisposable turns)
    {
        /// <summary>The handshake is done, or it never will be.</summary>
        public void Finished() => turns.Dispose();
    }
}

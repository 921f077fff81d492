using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>
/// How many may come to the hub's door: sockets of one address, and at one time those that have not finished SignalR's handshake. Some may wait before the upgrade, for a
/// while: when thousands come back at one moment, a wait costs less than another try. The rest is refused.
/// </summary>
internal sealed class SocketGate(IOptions<RealtimeLimits> limits, IOptions<GatewayLimits> gateway) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, int> _perAddress = new();
    private readonly SemaphoreSlim _unfinished = new(limits.Value.UnfinishedHandshakesMax);
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
            if (!await IsLetIn(context.RequestAborted))
            {
                await Problem.Write(context, Refusal.RateLimited(RetryAfter, "Too many sockets are being opened here at once."));
                return;
            }

            await Open(context, next);
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

    private async Task Open(HttpContext context, Func<Task> next)
    {
        var opening = new Opening(this);
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

    private async Task<bool> IsLetIn(CancellationToken gone)
    {
        if (await _unfinished.WaitAsync(TimeSpan.Zero, gone))
        {
            return true;
        }

        try
        {
            return Interlocked.Increment(ref _waiting) <= limits.Value.HandshakesWaitingMax && await _unfinished.WaitAsync(limits.Value.HandshakeWaitMax, gone);
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
    internal sealed class Opening(SocketGate gate)
    {
        private int _isFinished;

        /// <summary>The handshake is done, or it never will be.</summary>
        public void Finished()
        {
            if (Interlocked.Exchange(ref _isFinished, 1) == 0)
            {
                gate._unfinished.Release();
            }
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>
/// Sockets of each account, at all gateways together. A gateway with one socket of somebody tells nobody: thousands who come back at once are mostly such, and so an
/// account may pass the limit by one for each gateway.
/// </summary>
internal sealed partial class SocketCounts(IGrainFactory grains, IGatewayIdentity identity, IOptions<RealtimeLimits> limits, ILogger<SocketCounts> logger)
{
    private readonly ConcurrentDictionary<Guid, int> _here = new();

    /// <summary>False: it is above the limit, and is still to be removed when it has closed.</summary>
    public async ValueTask<bool> Add(Guid userId)
    {
        var here = _here.AddOrUpdate(userId, 1, (_, count) => count + 1);
        return here <= limits.Value.SocketsPerAccountMax && (here == 1 || await Tell(userId, here, isAsked: true) <= limits.Value.SocketsPerAccountMax);
    }

    public void Remove(Guid userId)
    {
        var left = _here.AddOrUpdate(userId, 0, (_, count) => count - 1);
        if (left == 0)
        {
            _here.TryRemove(new(userId, 0));
        }

        if (left > 0)
        {
            _ = Tell(userId, left, isAsked: false); // At none the grain is told by the gateway's leaving.
        }
    }

    /// <summary>Where the one who counts is not reached, this gateway counts alone.</summary>
    /// <param name="isAsked">Whether anybody waits for the answer; a gateway that stops reaches nobody with its last words, and that is no news.</param>
    private async Task<int> Tell(Guid userId, int here, bool isAsked)
    {
        try
        {
            return await grains.User(userId).CountSockets(identity.GatewayId, here);
        }
        catch (Exception fault)
        {
            if (isAsked)
            {
                LogUnreached(fault, userId);
            }

            return here;
        }
    }

    [LoggerMessage(EventId = 1404, Level = LogLevel.Warning, Message = "Nobody knows how many sockets user {UserId} has elsewhere; this gateway counts its own")]
    private partial void LogUnreached(Exception fault, Guid userId);
}

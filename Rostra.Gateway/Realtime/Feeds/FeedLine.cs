using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>Makes a feed's calls to the cluster and brings the answers back.</summary>
internal sealed partial class FeedLine(Feed feed, IGrainFactory grains, IGatewayIdentity identity, TimeProvider clock, ILogger<FeedLine> logger)
{
    private const int PageEvents = History.Changes.LimitMax;

    private FeedInlet? _inlet;

    public Feed Feed => feed;

    public void Take(RoomBatch batch) => LazyInitializer.EnsureInitialized(ref _inlet, () => new FeedInlet(feed, clock, Pursue, fault => LogFailed(fault, nameof(Take), feed.RoomId))).Take(batch);

    /// <summary>Starts whatever the feed wants to be asked now. After every change of the feed, and now and then.</summary>
    public void Pursue()
    {
        while (feed.Next() is { } call)
        {
            _ = Make(call);
        }
    }

    private async Task Make(FeedCall call)
    {
        try
        {
            switch (call)
            {
                case FeedCall.Attach attach:
                    var lease = new GatewayLease(identity.GatewayId, await identity.Reference());
                    feed.Attached(attach, await grains.Room(feed.RoomId).Attach(lease, attach.Users, attach.Report));
                    break;
                case FeedCall.Renew renew:
                    feed.Renewed(renew, await grains.Room(feed.RoomId).Renew(identity.GatewayId, renew.Report));
                    break;
                case FeedCall.Detach:
                    await grains.Room(feed.RoomId).Detach(identity.GatewayId);
                    feed.Detached();
                    break;
                case FeedCall.Fetch fetch:
                    FeedMetrics.Filled();
                    feed.Fetched(fetch, await grains.History().ChangesForGateway(feed.RoomId, fetch.After, PageEvents));
                    break;
            }
        }
        catch (Exception fault)
        {
            LogFailed(fault, call.GetType().Name, feed.RoomId);
            feed.Failed(call); // Tried again after a pause, by the next tick.
            return;
        }

        Pursue();
    }

    [LoggerMessage(LogLevel.Warning, "{Call} of room {RoomId} failed; it is tried again")]
    private partial void LogFailed(Exception fault, string call, Guid roomId);
}

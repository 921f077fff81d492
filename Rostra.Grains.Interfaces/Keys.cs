using Rostra.History;
using Rostra.Rooms;
using Rostra.Users;

namespace Rostra;

/// <summary>The one place that knows how a grain is keyed.</summary>
public static partial class Keys
{
    extension(IGrainFactory grains)
    {
        public IRoomGrain Room(Guid roomId) => grains.GetGrain<IRoomGrain>(roomId);

        public IUserGrain User(Guid userId) => grains.GetGrain<IUserGrain>(userId);

        /// <summary>Any worker will do: they hold nothing.</summary>
        public IHistoryGrain History() => grains.GetGrain<IHistoryGrain>(0);

        /// <summary>Any worker will do: they hold nothing.</summary>
        public IDirectoryGrain Directory() => grains.GetGrain<IDirectoryGrain>(0);

        /// <summary>Any worker will do: they hold nothing.</summary>
        public IModerationGrain Moderation() => grains.GetGrain<IModerationGrain>(0);
    }
}

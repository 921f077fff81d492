using System.Buffers.Binary;

namespace Rostra.Rooms;

/// <summary>Which shard counts who is online in a room. The same on every node: another number of shards is another contract.</summary>
public static class OnlineCountKeys
{
    /// <summary>A list of rooms asks each of them at most once.</summary>
    public const int Shards = 8;

    /// <summary>The last bytes of an id are random in every version of UUID that is used.</summary>
    public static int ShardOf(Guid roomId)
    {
        Span<byte> bytes = stackalloc byte[16];
        roomId.TryWriteBytes(bytes);
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) % Shards);
    }

    extension(IGrainFactory grains)
    {
        public IOnlineCountsGrain OnlineCounts(int shard) => grains.GetGrain<IOnlineCountsGrain>(shard);
    }
}

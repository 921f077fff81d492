using Rostra.Hosting;
using Rostra.Realtime;

namespace Rostra.Rooms;

/// <summary>
/// How many are online in rooms, for answers that show rooms. A room with a feed on this gateway is known here; of the others the shards are asked, each once.
/// No room is woken for it.
/// </summary>
internal sealed partial class OnlineCounts(Feeds feeds, IGrainFactory grains, ILogger<OnlineCounts> logger)
{
    /// <summary>The rooms with their counts as of now.</summary>
    public async Task<ImmutableArray<Room>> Fill(ImmutableArray<Room> rooms)
    {
        var counts = await Of([.. rooms.Select(room => room.Id)]);
        return [.. rooms.Zip(counts, (room, count) => room with { OnlineCount = count })];
    }

    public async Task<Room> Fill(Room room) => room with { OnlineCount = (await Of([room.Id]))[0] };

    /// <summary>One count for each room, in the same order. When a shard does not answer its rooms count as empty: a list is worth more than this number on it.</summary>
    public async Task<ImmutableArray<int>> Of(IReadOnlyList<Guid> roomIds)
    {
        var counts = new int[roomIds.Count];
        List<int> unknown = [];
        for (var at = 0; at < counts.Length; at++)
        {
            if (feeds.Find(roomIds[at])?.OnlineCount is { } count)
            {
                counts[at] = count;
            }
            else
            {
                unknown.Add(at);
            }
        }

        await Task.WhenAll(unknown.GroupBy(at => OnlineCountKeys.ShardOf(roomIds[at])).Select(shard => Ask(shard.Key, [.. shard], roomIds, counts)));
        return [.. counts];
    }

    private async Task Ask(int shard, ImmutableArray<int> places, IReadOnlyList<Guid> roomIds, int[] counts)
    {
        try
        {
            var told = await grains.OnlineCounts(shard).Of([.. places.Select(at => roomIds[at])]);
            for (var at = 0; at < places.Length; at++)
            {
                counts[places[at]] = told[at];
            }
        }
        catch (Exception fault) when (Patience.IsWorthAnotherTry(fault))
        {
            LogUnanswered(fault, shard);
        }
    }

    [LoggerMessage(EventId = 1403, Level = LogLevel.Warning, Message = "Shard {Shard} of the online counts did not answer; its rooms are shown as empty")]
    private partial void LogUnanswered(Exception fault, int shard);
}

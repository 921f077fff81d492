using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Rostra.Rooms;

/// <summary>Tells the shards how many are online in the rooms of this silo: what changed soon, all of it now and then. One call to a shard in flight, the rest gathers.</summary>
internal sealed partial class OnlineCountsTeller(IGrainFactory grains, TimeProvider time, ILogger<OnlineCountsTeller> logger) : BackgroundService
{
    /// <summary>Changes gather for so long.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <summary>Of one call; the rest goes with the next.</summary>
    private const int CallCountsMax = 5_000;

    private readonly ConcurrentDictionary<Guid, int> _online = [];
    private readonly ConcurrentDictionary<Guid, int>[] _changed = [.. Enumerable.Range(0, OnlineCountKeys.Shards).Select(_ => new ConcurrentDictionary<Guid, int>())];

    /// <summary>A room here has so many online.</summary>
    public void Changed(Guid roomId, int count)
    {
        if (count == 0)
        {
            _online.TryRemove(roomId, out _);
        }
        else
        {
            _online[roomId] = count;
        }
        _changed[OnlineCountKeys.ShardOf(roomId)][roomId] = count;
    }

    /// <summary>The room is not here any more. Not told: where it is now, it is counted anew, and otherwise its count is soon forgotten.</summary>
    public void Forget(Guid roomId)
    {
        _online.TryRemove(roomId, out _);
        _changed[OnlineCountKeys.ShardOf(roomId)].TryRemove(roomId, out _);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var toldAt = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (time.GetElapsedTime(toldAt) >= OnlineCount.TellAgainEvery)
            {
                toldAt = time.GetTimestamp();
                foreach (var (roomId, count) in _online)
                {
                    _changed[OnlineCountKeys.ShardOf(roomId)].TryAdd(roomId, count);
                }
            }
            await Task.WhenAll(Enumerable.Range(0, OnlineCountKeys.Shards).Where(shard => !_changed[shard].IsEmpty).Select(shard => Tell(shard, stoppingToken)));
        }
    }

    private async Task Tell(int shard, CancellationToken stopping)
    {
        ImmutableArray<OnlineCount> counts = [.. _changed[shard].Take(CallCountsMax).Select(change => new OnlineCount(change.Key, change.Value))];
        try
        {
            await grains.OnlineCounts(shard).Tell(counts);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            return; // Whoever hosts these rooms next tells.
        }
        catch (Exception fault)
        {
            LogUntold(fault, shard); // Still among the changes: told with the next.
            return;
        }
        foreach (var (roomId, count) in counts)
        {
            _changed[shard].TryRemove(new(roomId, count)); // Unless it has changed again.
        }
    }

    [LoggerMessage(EventId = 1402, Level = LogLevel.Warning, Message = "Shard {Shard} of the online counts was not told; it is tried again")]
    private partial void LogUntold(Exception fault, int shard);
}

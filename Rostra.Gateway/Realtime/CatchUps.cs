using System.Collections.Concurrent;
using Rostra.History;

namespace Rostra.Realtime;

/// <summary>What a newly opened socket missed in its rooms: from the feeds' tails where they reach, else from the log, read once for all who need the same.</summary>
internal sealed class CatchUps(Feeds feeds, IGrainFactory grains)
{
    /// <summary>Of one room.</summary>
    public const int EventsPerRoomMax = 200;

    /// <summary>Of all rooms together.</summary>
    public const int EventsMax = 1_000;

    private readonly ConcurrentDictionary<(Guid RoomId, long After), Lazy<Task<Changes>>> _reading = new();

    /// <param name="mine">The rooms that the socket hears.</param>
    public async Task<ImmutableArray<CatchUpEntry>> Of(ChatSocket socket, ImmutableArray<Cursor> cursors, IReadOnlySet<Guid> mine, bool isOtherEpoch)
    {
        var entries = ImmutableArray.CreateBuilder<CatchUpEntry>(cursors.Length);
        var left = EventsMax;
        foreach (var cursor in cursors)
        {
            var entry = !mine.Contains(cursor.RoomId) ? new CatchUpEntry(cursor.RoomId, Gone: true)
                : isOtherEpoch ? await Reset(cursor.RoomId)
                : left <= 0 ? Later(cursor)
                : await Entry(socket.UserId, cursor);
            if (entry.Events?.Length > left)
            {
                entry = Later(cursor);
            }

            left -= entry.Events?.Length ?? 0;
            entries.Add(entry);
        }

        return entries.MoveToImmutable();
    }

    private async Task<CatchUpEntry> Entry(Guid userId, Cursor cursor)
    {
        if (feeds.Find(cursor.RoomId) is { } feed)
        {
            if (feed.CatchUp(cursor.Seq) is null && feed.TailShouldStartAt(cursor.Seq) is { } start)
            {
                feed.Extend(await Read(cursor.RoomId, start));
            }

            if (feed.CatchUp(cursor.Seq) is { } tail)
            {
                return tail.Events.Length > EventsPerRoomMax
                    ? Later(cursor)
                    : new CatchUpEntry(cursor.RoomId, cursor.Seq, tail.UpTo, tail.Events, More: false);
            }
        }

        return await FromLog(userId, cursor);
    }

    private async Task<CatchUpEntry> FromLog(Guid userId, Cursor cursor)
    {
        var outcome = await grains.History().Changes(cursor.RoomId, userId, cursor.Seq, EventsPerRoomMax);
        return outcome.Value?.Counting(feeds.Find(cursor.RoomId)?.OnlineCount) switch
        {
            null when outcome.Refusal!.Code is RefusalCode.NotMember or RefusalCode.RoomNotFound => new CatchUpEntry(cursor.RoomId, Gone: true),
            null => Later(cursor),
            { Reset: true } page => new CatchUpEntry(cursor.RoomId, LastSeq: page.LastSeq, Reset: true),
            var page => new CatchUpEntry(cursor.RoomId, page.After, page.UpTo, [.. page.Events!.Value.Select(Everyones)], page.More),
        };
    }

    private async Task<CatchUpEntry> Reset(Guid roomId)
    {
        var position = feeds.Find(roomId)?.Last ?? (await grains.History().ChangesForGateway(roomId, 0, 1)).LastSeq;
        return new CatchUpEntry(roomId, LastSeq: position, Reset: true);
    }

    /// <summary>The client asks for it itself, when the room is opened.</summary>
    private static CatchUpEntry Later(Cursor cursor) => new(cursor.RoomId, cursor.Seq, cursor.Seq, [], More: true);

    /// <summary>Catching up shows a message as live batches do: without what is one person's own.</summary>
    private static Rooms.RoomEvent Everyones(Rooms.RoomEvent happened) => happened switch
    {
        Rooms.MessagePosted posted => posted with { Message = Everyones(posted.Message) },
        Rooms.MessageChanged changed => changed with { Message = Everyones(changed.Message) },
        _ => happened,
    };

    private static Messages.Message Everyones(Messages.Message message) => message.Reactions.Any(reaction => reaction.Mine is not null)
        ? message with { Reactions = [.. message.Reactions.Select(reaction => reaction with { Mine = null })] }
        : message;

    private async Task<Changes> Read(Guid roomId, long after)
    {
        var key = (roomId, after);
        var reading = _reading.GetOrAdd(key, _ => new(() => grains.History().ChangesForGateway(roomId, after, EventsPerRoomMax)));
        try
        {
            return await reading.Value;
        }
        finally
        {
            _reading.TryRemove(new(key, reading));
        }
    }
}

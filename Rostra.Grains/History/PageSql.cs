using Npgsql;
using Rostra.Messages;
using Rostra.Storage;

namespace Rostra.History;

/// <summary>Pages by key: as cheap a hundred thousand messages deep as at the head.</summary>
internal static class PageSql
{
    public static IEnumerable<NpgsqlBatchCommand> Queries(Guid roomId, PageRequest request)
    {
        // Around asks both sides for a full page: whichever side ends early, the other fills. One more than a page tells whether there is more.
        var limit = request.Limit + 1;
        if (request.Around is { } around)
        {
            yield return Older(roomId, around, limit);
            yield return Newer(roomId, around - 1, limit);
        }
        else if (request.After is { } after)
        {
            yield return Older(roomId, after + 1, 1);
            yield return Newer(roomId, after, limit);
        }
        else
        {
            yield return Older(roomId, request.Before ?? long.MaxValue, limit);
            yield return Newer(roomId, (request.Before ?? long.MaxValue) - 1, 1);
        }
    }

    public static async Task<Page> Read(NpgsqlDataReader reader, PageRequest request, Guid userId, long lastSeq)
    {
        await reader.NextResultAsync();
        var older = await MessageSql.ReadAll(reader);
        older.Reverse();
        await reader.NextResultAsync();
        var newer = await MessageSql.ReadAll(reader);

        var (olderCount, newerCount) = Share(request, older.Count, newer.Count);
        return new Page(
            [.. older[^olderCount..].Concat(newer[..newerCount]).Select(message => message.View(userId))],
            HasOlder: older.Count > olderCount,
            HasNewer: newer.Count > newerCount,
            lastSeq);
    }

    /// <summary>How many of each side make the page.</summary>
    private static (int Older, int Newer) Share(PageRequest request, int older, int newer)
    {
        if (request.After is not null)
        {
            return (0, Math.Min(newer, request.Limit));
        }
        if (request.Around is null)
        {
            return (Math.Min(older, request.Limit), 0);
        }
        var before = Math.Min(older, (request.Limit - 1) / 2);
        var from = Math.Min(newer, request.Limit - before);
        return (Math.Min(older, request.Limit - from), from);
    }

    private static NpgsqlBatchCommand Older(Guid roomId, long before, int limit) => Part(roomId, before, limit, "<", "desc");

    private static NpgsqlBatchCommand Newer(Guid roomId, long after, int limit) => Part(roomId, after, limit, ">", "asc");

    private static NpgsqlBatchCommand Part(Guid roomId, long from, int limit, string than, string order) => new NpgsqlBatchCommand($"""
        select {MessageSql.Columns}
        from (select * from rostra.messages where room_id = $1 and id {than} $2 order by id {order} limit $3) m {MessageSql.Joins} order by m.id {order}
        """).With(roomId).With(from).With(limit);
}

using Npgsql;
using Rostra.Messages;
using Rostra.Storage;
using Rostra.Users;

namespace Rostra.History;

/// <summary>Who reacted to a message.</summary>
internal static class ReactorSql
{
    public static NpgsqlBatchCommand[] Queries(Guid roomId, long id) =>
    [
        new NpgsqlBatchCommand("select exists (select from rostra.messages where room_id = $1 and id = $2)").With(roomId).With(id),
        new NpgsqlBatchCommand($"""
            select x.emoji, x.user_id, u.username, x.count from (
                select emoji, user_id, seq, count(*) over (partition by emoji) as count, row_number() over (partition by emoji order by seq) as place
                from rostra.reactions where room_id = $1 and message_id = $2) x
            join rostra.users u on u.id = x.user_id where x.place <= {Reaction.UserIdsMax} order by x.count desc, x.emoji, x.seq
            """).With(roomId).With(id),
    ];

    public static async Task<(bool IsThere, ImmutableArray<Reactors> Reactors)> Read(NpgsqlDataReader reader)
    {
        await reader.NextResultAsync();
        var isThere = await reader.ReadAsync() && reader.GetBoolean(0);
        await reader.NextResultAsync();
        var rows = new List<(short Emoji, UserRef User, int Count)>();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetInt16(0), new UserRef(reader.GetGuid(1), reader.GetString(2)), (int)reader.GetInt64(3)));
        }
        var byEmoji = rows.GroupBy(row => row.Emoji).Select(group => new Reactors(Emojis.All[group.Key], group.First().Count, [.. group.Select(row => row.User)]));
        return (isThere, [.. byEmoji]);
    }
}

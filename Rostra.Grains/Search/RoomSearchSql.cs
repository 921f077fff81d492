using Npgsql;
using Rostra.Messages;
using Rostra.Storage;

namespace Rostra.Search;

/// <summary>
/// Finds the newest messages of a room that hold every word. First the newest are looked through one by one: common words are found there at once. Only where that brings no
/// full page is the index asked, for what is older: then the words are rare, and so are its answers. Neither guess is left to the planner (docs/decisions/0068).
/// </summary>
internal static class RoomSearchSql
{
    /// <summary>How many of the newest messages are looked through.</summary>
    public const int WalkMax = 1_000;

    private const int FirstWord = 5;

    public static NpgsqlBatchCommand Query(Guid roomId, Guid userId, RoomSearch search, ImmutableArray<SearchWord> words)
    {
        var sql = new WordSql(WordSql.Sorted(words), FirstWord);
        var command = new NpgsqlBatchCommand(Text(sql)).With(roomId).With(userId).With(search.Before ?? long.MaxValue).With(search.Limit + 1);
        sql.Fill(command);
        return command;
    }

    /// <summary>The messages of all rooms are never read from end to end, however small the planner thinks they are.</summary>
    public static NpgsqlBatchCommand NoSeqScan() => new("set local enable_seqscan = off");

    public static async Task<List<(StoredMessage Message, string[] Tokens)>> Read(NpgsqlDataReader reader)
    {
        var hits = new List<(StoredMessage, string[])>();
        while (await reader.ReadAsync())
        {
            hits.Add((MessageSql.Read(reader), reader.GetFieldValue<string[]>(MessageSql.ColumnCount)));
        }
        return hits;
    }

    private static string Text(WordSql words) => $"""
        with walk as materialized (
            select m.id, m.text from rostra.messages m
            where m.room_id = $1 and m.id < $3
                and (select exists (select from rostra.members x where x.user_id = $2 and x.room_id = $1 and x.left_seq is null))
            order by m.id desc limit {WalkMax}),
        near as materialized (select m.id from walk m where {words.Each} order by m.id desc limit $4),
        far as materialized (
            select m.id from rostra.messages m
            where m.room_id = $1 and m.id < (select min(id) from walk)
                and (select count(*) from walk) = {WalkMax} and (select count(*) from near) < $4
                and {words.ForIndex} {(words.IsIndexed ? "" : "order by m.id desc limit $4")}),
        hits as materialized (select id from (select id from near union all select id from far) found order by id desc limit $4)
        select {MessageSql.Columns}, {words.Tokens} from hits join rostra.messages m on m.room_id = $1 and m.id = hits.id {MessageSql.Joins} order by m.id desc
        """;
}

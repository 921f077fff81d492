using Npgsql;
using Rostra.Messages;
using Rostra.Storage;

namespace Rostra.Search;

/// <summary>Finds the newest messages of a room that hold every word, as <see cref="NewestSql"/> does.</summary>
internal static class RoomSearchSql
{
    /// <summary>How many of the newest messages are looked through before anything else is tried.</summary>
    public const int WalkMax = 1_000;

    private const int FirstWord = 5;

    private const string Room = "m.room_id = $1";

    private const string Gate = "(select exists (select from rostra.members x where x.user_id = $2 and x.room_id = $1 and x.left_seq is null))";

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
        with hits as materialized (
            select id from ({new NewestSql(words, Room, (low, high) => $"{Room} and m.id >= {low} and m.id < {high}", "true", "m.id", "$4", WalkMax).Text("$3", Gate)}) found
            order by id desc limit $4)
        select {MessageSql.Columns}, {words.Tokens} from hits join rostra.messages m on m.room_id = $1 and m.id = hits.id {MessageSql.Joins} order by m.id desc
        """;
}

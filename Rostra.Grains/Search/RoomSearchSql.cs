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

    /// <summary>Words that the index is asked for, the longest first; others are looked for in what it finds.</summary>
    private const int IndexedWordsMax = 4;

    /// <summary>The parameter that holds the first word; its pattern is the next.</summary>
    private const int FirstWord = 5;

    /// <summary>What the parser calls white space and signs.</summary>
    private const int BlankToken = 12;

    public static NpgsqlBatchCommand Query(Guid roomId, Guid userId, RoomSearch search, ImmutableArray<SearchWord> words)
    {
        var byLength = words.OrderByDescending(word => word.IsIndexed).ThenByDescending(word => word.Text.Length).ToImmutableArray();
        var command = new NpgsqlBatchCommand(Text(byLength)).With(roomId).With(userId).With(search.Before ?? long.MaxValue).With(search.Limit + 1);
        foreach (var word in byLength)
        {
            command.With(word.Text).With(Pattern(word.Text));
        }
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

    private static string Text(ImmutableArray<SearchWord> words)
    {
        var conditions = words.Select((word, at) => Condition(word, at)).ToArray();
        var each = string.Join(" and ", conditions);
        var isIndexed = words[0].IsIndexed;
        // Hidden from the index: IS NOT FALSE is nothing that it knows.
        var indexed = string.Join(" and ", conditions.Select((condition, at) => at < IndexedWordsMax && words[at].IsIndexed ? condition : $"{condition} is not false"));
        return $"""
            with walk as materialized (
                select m.id, m.text from rostra.messages m
                where m.room_id = $1 and m.id < $3
                    and (select exists (select from rostra.members x where x.user_id = $2 and x.room_id = $1 and x.left_seq is null))
                order by m.id desc limit {WalkMax}),
            near as materialized (select m.id from walk m where {each} order by m.id desc limit $4),
            far as materialized (
                select m.id from rostra.messages m
                where m.room_id = $1 and m.id < (select min(id) from walk)
                    and (select count(*) from walk) = {WalkMax} and (select count(*) from near) < $4
                    and {indexed} {(isIndexed ? "" : "order by m.id desc limit $4")}),
            hits as materialized (select id from (select id from near union all select id from far) found order by id desc limit $4)
            select {MessageSql.Columns}, array(
                select distinct t.token from ts_parse('default', m.text) t where t.tokid <> {BlankToken} and ({Tokens(words)}))
            from hits join rostra.messages m on m.room_id = $1 and m.id = hits.id {MessageSql.Joins} order by m.id desc
            """;
    }

    private static string Condition(SearchWord word, int at) => word.HasStem
        ? $"({Part(word, at)} or to_tsvector('english', m.text) @@ {Stem(at)})"
        : $"({Part(word, at)})";

    // Folding is most of what a look at a text costs: it is done where the index needs it, or the word has a case.
    private static string Part(SearchWord word, int at) => word.IsIndexed || word.HasCase
        ? $"{AnyCase.Of("m.text")} like {AnyCase.Of($"${FirstWord + (2 * at) + 1}::text")}"
        : $"m.text like ${FirstWord + (2 * at) + 1}";

    private static string Stem(int at) => $"plainto_tsquery('english', ${FirstWord + (2 * at)}::text)";

    private static string Tokens(ImmutableArray<SearchWord> words)
    {
        var stems = words.Select((word, at) => (word, at)).Where(one => one.word.HasStem).Select(one => $"to_tsvector('english', t.token) @@ {Stem(one.at)}").ToArray();
        return stems.Length == 0 ? "false" : string.Join(" or ", stems);
    }

    // A person's % is a character and nothing else.
    private static string Pattern(string word) => $"%{word.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}

using Npgsql;
using Rostra.Storage;

namespace Rostra.Search;

/// <summary>What words ask of a message <c>m</c>, in SQL. Each word takes two parameters: itself and its pattern.</summary>
/// <param name="words">What the index can find first, the longest first: <see cref="Sorted"/>.</param>
/// <param name="firstParameter">The number of the first word's first parameter.</param>
internal sealed class WordSql(ImmutableArray<SearchWord> words, int firstParameter)
{
    /// <summary>Words that the index is asked for; others are looked for in what it finds.</summary>
    private const int IndexedWordsMax = 4;

    /// <summary>What the parser calls white space and signs.</summary>
    private const int BlankToken = 12;

    private readonly string[] _conditions = [.. words.Select((word, at) => Condition(word, firstParameter + (2 * at)))];

    /// <summary>Whether the index can find at least one of the words.</summary>
    public bool IsIndexed => words is [{ IsIndexed: true }, ..];

    /// <summary>Every word is in the message.</summary>
    public string Each => And(_conditions);

    /// <summary>As <see cref="Each"/>, for the index: the words that it is not to be asked for are hidden from it.</summary>
    // IS NOT FALSE is nothing that it knows.
    public string ForIndex => And(_conditions.Select((condition, at) => at < IndexedWordsMax && words[at].IsIndexed ? condition : $"{condition} is not false"));

    /// <summary>The words of the message that have a stem that was looked for, as an array.</summary>
    public string Tokens => $"array(select distinct t.token from ts_parse('default', m.text) t where t.tokid <> {BlankToken} and ({StemsOf("t.token")}))";

    public static ImmutableArray<SearchWord> Sorted(ImmutableArray<SearchWord> words) =>
        [.. words.OrderByDescending(word => word.IsIndexed).ThenByDescending(word => word.Text.Length)];

    public void Fill(NpgsqlBatchCommand command)
    {
        foreach (var word in words)
        {
            command.With(word.Text).With(Pattern(word.Text));
        }
    }

    private static string And(IEnumerable<string> conditions) => string.Join(" and ", conditions.DefaultIfEmpty("true"));

    private static string Condition(SearchWord word, int parameter) => word.HasStem
        ? $"({Part(word, parameter)} or to_tsvector('english', m.text) @@ {Stem(parameter)})"
        : $"({Part(word, parameter)})";

    // Folding is most of what a look at a text costs: it is done where the index needs it, or the word has a case.
    private static string Part(SearchWord word, int parameter) => word.IsIndexed || word.HasCase
        ? $"{AnyCase.Of("m.text")} like {AnyCase.Of($"${parameter + 1}::text")}"
        : $"m.text like ${parameter + 1}";

    private static string Stem(int parameter) => $"plainto_tsquery('english', ${parameter}::text)";

    private string StemsOf(string token) => string.Join(" or ", words
        .Select((word, at) => (word.HasStem, Parameter: firstParameter + (2 * at)))
        .Where(word => word.HasStem)
        .Select(word => $"to_tsvector('english', {token}) @@ {Stem(word.Parameter)}")
        .DefaultIfEmpty("false"));

    // A person's % is a character and nothing else.
    private static string Pattern(string word) => $"%{word.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}

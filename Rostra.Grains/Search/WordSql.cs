using Npgsql;
using Rostra.Storage;

namespace Rostra.Search;

/// <summary>What words ask of a message <c>m</c>, in SQL. Each word takes three parameters: itself, its pattern and its root's.</summary>
/// <param name="words">What the index can find first, the longest first: <see cref="Sorted"/>.</param>
/// <param name="firstParameter">The number of the first word's first parameter.</param>
internal sealed class WordSql(ImmutableArray<SearchWord> words, int firstParameter)
{
    /// <summary>Words that the index is asked for; others are looked for in what it finds.</summary>
    private const int IndexedWordsMax = 4;

    private const int ParametersOfWord = 3;

    /// <summary>What the parser calls white space and signs.</summary>
    private const int BlankToken = 12;

    private readonly Asked[] _words = [.. words.Select((word, at) => new Asked(word, firstParameter + (ParametersOfWord * at)))];

    /// <summary>Whether the index can find at least one of the words.</summary>
    public bool IsIndexed => words is [{ IsIndexed: true }, ..];

    /// <summary>Every word is in the message. Fit for looking through many: most are seen to lack a root at a tenth of what stems cost. No index knows it.</summary>
    public string Each => $"case when {And(Quick)} then {And(_words.Select(word => word.Condition))} else false end";

    /// <summary>As <see cref="Each"/>, for the index: one look at it for the roots of all words, and then at what it found. A root alone may be of many other words: then it is asked for the word and its stem.</summary>
    public string ForIndex => _words.Where(word => word.Word.IsIndexed).Take(IndexedWordsMax).ToArray() is [{ IsRoot: false } alone]
        ? And(words.Length == 1 ? [alone.Condition] : [alone.Condition, Each])
        : And([.. _words.Where(word => word.Word.IsIndexed).Take(IndexedWordsMax).Select(word => word.Known), Each]);

    /// <summary>The words of the message that have a stem that was looked for, as an array.</summary>
    public string Tokens => $"array(select distinct t.token from ts_parse('default', m.text) t where t.tokid <> {BlankToken} and ({StemsOf("t.token")}))";

    // Of a text of ASCII alone case is known without ICU.
    private string[] Quick => _words.Where(word => word.Word.Root is not null).Select(word => $"m.text collate \"C\" ilike {word.RootPattern}").ToArray() is { Length: > 0 } roots
        ? [$"(octet_length(m.text) <> length(m.text) or ({And(roots)}))"]
        : [];

    public static ImmutableArray<SearchWord> Sorted(ImmutableArray<SearchWord> words) =>
        [.. words.OrderByDescending(word => word.IsIndexed).ThenByDescending(word => (word.Root ?? word.Text).Length)];

    public void Fill(NpgsqlBatchCommand command)
    {
        foreach (var word in words)
        {
            command.With(word.Text).With(Pattern(word.Text)).With(Pattern(word.Root ?? word.Text));
        }
    }

    private static string And(IEnumerable<string> conditions) => string.Join(" and ", conditions.DefaultIfEmpty("true"));

    private string StemsOf(string token) => string.Join(" or ", _words
        .Where(word => word.Word.HasStem)
        .Select(word => $"to_tsvector('english', {token}) @@ {word.Stem}")
        .DefaultIfEmpty("false"));

    // A person's % is a character and nothing else.
    private static string Pattern(string word) => $"%{word.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    /// <param name="First">The number of its first parameter.</param>
    private readonly record struct Asked(SearchWord Word, int First)
    {
        public bool IsRoot => Word.Text.Equals(Word.Root, StringComparison.OrdinalIgnoreCase);

        public string Stem => $"plainto_tsquery('english', ${First}::text)";

        public string RootPattern => $"${First + 2}::text";

        public string Condition => Word.HasStem ? $"({Part} or to_tsvector('english', m.text) @@ {Stem})" : $"({Part})";

        /// <summary>What the index is asked: the word, or what all of its stem begin with.</summary>
        public string Known => Word.Root is null ? Condition : $"{AnyCase.Of("m.text")} like {AnyCase.Of(RootPattern)}";

        // Folding is most of what a look at a text costs: it is done where the index needs it, or the word has a case.
        private string Part => Word.IsIndexed || Word.HasCase
            ? $"{AnyCase.Of("m.text")} like {AnyCase.Of($"${First + 1}::text")}"
            : $"m.text like ${First + 1}";
    }
}

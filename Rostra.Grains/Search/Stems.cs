using Npgsql;
using Rostra.Storage;

namespace Rostra.Search;

/// <summary>Asks the database's English dictionary which of the words have a stem, and which are too common to count.</summary>
internal static class Stems
{
    /// <summary>Shorter words are their own stem, and every word of that stem holds them.</summary>
    private const int StemmedLengthMin = 3;

    public static NpgsqlBatchCommand Query(ImmutableArray<string> words) => new NpgsqlBatchCommand(
        "select w, numnode(plainto_tsquery('english', w)) > 0 from unnest($1) with ordinality as t (w, at) order by at").With(words.ToArray());

    public static async Task<Outcome<ImmutableArray<SearchWord>>> Read(NpgsqlDataReader reader)
    {
        var words = ImmutableArray.CreateBuilder<SearchWord>();
        while (await reader.ReadAsync())
        {
            var (word, counts) = (reader.GetString(0), reader.GetBoolean(1));
            var isPlain = Words.IsPlain(word);
            if (counts || !isPlain)
            {
                words.Add(new SearchWord(word, isPlain && word.Length >= StemmedLengthMin && word.Any(char.IsAsciiLetter)));
            }
        }
        return words.ToImmutable();
    }
}

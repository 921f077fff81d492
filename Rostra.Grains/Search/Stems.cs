using System.Text;
using Npgsql;
using Rostra.Storage;

namespace Rostra.Search;

/// <summary>Asks the database's English dictionary which of the words have a stem, and which are too common to count.</summary>
internal static class Stems
{
    /// <summary>Shorter words are their own stem, and every word of that stem holds them.</summary>
    private const int StemmedLengthMin = 3;

    public static NpgsqlBatchCommand Query(ImmutableArray<string> words) => new NpgsqlBatchCommand(
        "select w, numnode(plainto_tsquery('english', w)) > 0, tsvector_to_array(to_tsvector('english', w)) from unnest($1) with ordinality as t (w, at) order by at").With(words.ToArray());

    public static async Task<Outcome<ImmutableArray<SearchWord>>> Read(NpgsqlDataReader reader)
    {
        var words = ImmutableArray.CreateBuilder<SearchWord>();
        while (await reader.ReadAsync())
        {
            var (word, counts) = (reader.GetString(0), reader.GetBoolean(1));
            var isPlain = Words.IsPlain(word);
            if (counts || !isPlain)
            {
                var hasStem = isPlain && word.Length >= StemmedLengthMin && word.Any(char.IsAsciiLetter);
                words.Add(new SearchWord(word, hasStem, Root(word, hasStem ? reader.GetFieldValue<string[]>(2).Select(Trunk) : [word])));
            }
        }
        return words.ToImmutable();
    }

    /// <summary>
    /// What every word of a stem begins with. The stemmer takes endings away; in their place it puts only <c>i</c> (fly, fli), <c>e</c> (hoping, hope), <c>ie</c> (dying, die),
    /// <c>y</c> (skies, sky) and <c>l</c> (sensibility, sensibl).
    /// </summary>
    internal static string Trunk(string stem) => stem switch
    {
        [.. var trunk, 'i', 'e'] => trunk,
        [.. var trunk, 'e' or 'i' or 'y' or 'l'] => trunk,
        _ => stem,
    };

    private static string? Root(string word, IEnumerable<string> trunks) => trunks
        .Where(trunk => trunk.Length > 0 && Ascii.IsValid(trunk) && word.Contains(trunk, StringComparison.OrdinalIgnoreCase))
        .MaxBy(trunk => trunk.Length);
}

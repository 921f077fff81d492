using System.Text;
using Rostra.Names;

namespace Rostra.Search;

/// <summary>The words of a search: what stands between white space, without the punctuation of sentences around it.</summary>
internal static class Words
{
    // What a sentence puts before and after its words. Other signs belong to the word: .net, c++, #here, !important.
    private const string Opening = "\"'([{«“„‘¿¡「『（";
    private const string Closing = ".,;:!?\"')]}»”’…、。！？」』）";

    public static ImmutableArray<string> Of(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Bare).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether it is a word of a language and not <c>c++</c>, <c>/etc</c> or a picture: only such a word has a stem, or is too common to count.</summary>
    public static bool IsPlain(string word)
    {
        var runes = word.EnumerateRunes().ToArray();
        return Rune.IsLetterOrDigit(runes[0])
            && IsOfWords(runes[^1])
            && runes.Any(Rune.IsLetter)
            && runes.All(rune => IsOfWords(rune) || rune.Value is '\'' or '’' or '-');
    }

    /// <summary>Whether an index of three characters in a row can find it.</summary>
    public static bool HasThreeInARow(string word)
    {
        var run = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            run = Rune.IsLetterOrDigit(rune) ? run + 1 : 0;
            if (run == 3)
            {
                return true;
            }
        }
        return false;
    }

    private static string Bare(string word) => word.TrimStart(Opening.ToCharArray()).TrimEnd(Closing.ToCharArray()) is { Length: > 0 } bare ? bare : word;

    private static bool IsOfWords(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}

/// <summary>A word that a message must hold.</summary>
/// <param name="HasStem">Other words of the same stem are as good, and need not hold it: <c>hoping</c> for <c>hope</c>.</param>
/// <param name="Root">What every message holds that holds the word or another of its stem, in any case: <c>hop</c>. Plain ASCII; null where that is not known.</param>
internal readonly record struct SearchWord(string Text, bool HasStem, string? Root)
{
    public bool IsIndexed => Words.HasThreeInARow(Root ?? Text);

    public bool HasCase => UnicodeTable.CaseFolding.Map(Text) != Text || Text.EnumerateRunes().Any(rune => Rune.ToUpperInvariant(rune) != rune);
}

using System.Text;
using Rostra.Names;

namespace Rostra.Search;

/// <summary>Cuts a text into what was searched for and what stands between.</summary>
internal static class Highlights
{
    /// <param name="tokens">Words as they stand in the text, whose stem was searched for.</param>
    public static ImmutableArray<Fragment> Of(string text, ImmutableArray<SearchWord> words, IReadOnlyCollection<string> tokens)
    {
        var folded = new FoldedText(text);
        var isMatch = new bool[text.Length];
        foreach (var word in words)
        {
            Mark(isMatch, folded.FindAll(word.Text));
        }
        foreach (var token in tokens)
        {
            Mark(isMatch, folded.FindAll(token).Where(found => IsWhole(text, found)));
        }
        return Cut(text, isMatch);
    }

    private static void Mark(bool[] isMatch, IEnumerable<Range> found)
    {
        foreach (var range in found)
        {
            isMatch.AsSpan(range).Fill(true);
        }
    }

    private static bool IsWhole(string text, Range found) =>
        (found.Start.Value == 0 || !char.IsLetterOrDigit(text[found.Start.Value - 1]))
        && (found.End.Value == text.Length || !char.IsLetterOrDigit(text[found.End.Value]));

    private static ImmutableArray<Fragment> Cut(string text, bool[] isMatch)
    {
        var fragments = ImmutableArray.CreateBuilder<Fragment>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && isMatch[end] == isMatch[start])
            {
                end++;
            }
            fragments.Add(new Fragment(text[start..end], isMatch[start]));
            start = end;
        }
        return fragments.ToImmutable();
    }

    /// <summary>A text in folded case, and where each of its characters came from: folding can make one longer.</summary>
    private sealed class FoldedText
    {
        private readonly string _folded;
        private readonly List<Range> _sources = [];

        public FoldedText(string text)
        {
            var folded = new StringBuilder(text.Length);
            var at = 0;
            foreach (var rune in text.EnumerateRunes())
            {
                var source = at..(at + rune.Utf16SequenceLength);
                var to = Fold(rune.ToString());
                folded.Append(to);
                _sources.AddRange(Enumerable.Repeat(source, to.Length));
                at = source.End.Value;
            }
            _folded = folded.ToString();
        }

        public IEnumerable<Range> FindAll(string part)
        {
            var sought = Fold(part);
            for (var at = _folded.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = _folded.IndexOf(sought, at + sought.Length, StringComparison.Ordinal))
            {
                yield return _sources[at].Start.._sources[at + sought.Length - 1].End;
            }
        }

        private static string Fold(string text) => UnicodeTable.CaseFolding.Map(text);
    }
}

namespace Rostra.Compare;

/// <summary>What somebody would search for in a conversation: a word that stands in much of it, and one that hardly anybody said.</summary>
internal sealed record SoughtWords(string Common, string Rare)
{
    /// <summary>Of so many letters hardly any is one that a search ignores.</summary>
    private const int LettersMin = 8;
    private const int RareTimes = 3;
    private static readonly HashSet<string> Ignored = ["yourself", "yourselves", "ourselves", "themselves"];

    /// <summary>Of two words that are as frequent it is the first in the alphabet, so the same texts always answer the same.</summary>
    public static SoughtWords Of(IEnumerable<string> texts)
    {
        var times = texts.SelectMany(Words).CountBy(word => word).OrderBy(word => word.Key, StringComparer.Ordinal).ToList();
        if (times.Count == 0) return new("", "");
        return new(times.MaxBy(word => word.Value).Key, times.MinBy(word => Math.Abs(word.Value - RareTimes)).Key);
    }

    private static IEnumerable<string> Words(string text) =>
        text.ToLowerInvariant().Split(' ').Where(word => word.Length >= LettersMin && word.All(char.IsAsciiLetter) && !Ignored.Contains(word)).Distinct();
}

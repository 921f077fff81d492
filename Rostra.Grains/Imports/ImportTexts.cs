using System.Globalization;
using System.Text;
using Rostra.Names;

namespace Rostra.Imports;

/// <summary>Texts and names from elsewhere, as they may be here.</summary>
internal static class ImportTexts
{
    private const int TextMax = 1_000;
    private const int NameMax = 36;

    /// <summary>The text in pieces of at most 1,000 code points, cut at line ends or spaces where there are some; none: it is blank.</summary>
    public static IEnumerable<string> Pieces(string text)
    {
        var runes = text.Replace("\0", "", StringComparison.Ordinal).Trim().EnumerateRunes().ToList(); // A lone surrogate becomes U+FFFD here.
        while (runes.Count > 0)
        {
            var take = runes.Count <= TextMax ? runes.Count : Cut(runes);
            var piece = string.Concat(runes.Take(take)).Trim();
            runes.RemoveRange(0, take);
            if (piece.Length > 0)
            {
                yield return piece;
            }
        }
    }

    /// <summary>What the person may be called here, the first that is free: as there, then with the place's kind behind it.</summary>
    public static IEnumerable<string> PersonNames(string name, string kind, Guid id)
    {
        var kept = Kept(name);
        return new[] { kept, $"{kept} ({kind})", $"{kept} ({kind} {id.ToString("N", CultureInfo.InvariantCulture)[..6]})", $"{kind} {id.ToString("N", CultureInfo.InvariantCulture)[..12]}" }
            .Where(candidate => Username.Fault(candidate) is null);
    }

    /// <inheritdoc cref="PersonNames"/>
    public static IEnumerable<string> RoomNames(string name, string kind, Guid id)
    {
        var kept = Kept(name);
        return new[] { kept, $"{kept} ({kind})", $"{kept} ({kind} {id.ToString("N", CultureInfo.InvariantCulture)[..6]})" }.Where(candidate => candidate.Length >= 3);
    }

    private static int Cut(List<Rune> runes)
    {
        for (var at = TextMax; at > TextMax / 2; at--)
        {
            if (Rune.IsWhiteSpace(runes[at]))
            {
                return at;
            }
        }
        return TextMax;
    }

    private static string Kept(string name)
    {
        var visible = string.Concat(Normal.Form(name.ToValidText(), NormalizationForm.FormKC).EnumerateRunes().Select(rune => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
            _ => rune.ToString(),
        }));
        var words = string.Join(' ', visible.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return string.Concat(words.EnumerateRunes().Take(NameMax)).Trim();
    }

    private static string ToValidText(this string text) => string.Concat(text.EnumerateRunes());
}

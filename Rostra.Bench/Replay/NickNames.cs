using System.Globalization;
using System.Text;

namespace Rostra.Replay;

/// <summary>
/// Gives each nick a username that Rostra takes, the same one in every run: whoever comes first in the file has the name, later look-alikes
/// get a number.
/// </summary>
internal sealed class NickNames
{
    private const int LengthMin = 3;
    private const int LengthMax = 40; // Leaves room for a number within the 50 that are allowed.
    private readonly HashSet<string> _taken = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public string Of(string nick)
    {
        if (_names.TryGetValue(nick, out var known)) return known;

        var wish = Allowed(nick);
        var name = wish;
        for (var number = 2; !_taken.Add(Look(name)); number++) name = string.Create(CultureInfo.InvariantCulture, $"{wish}-{number}");
        return _names[nick] = name;
    }

    private static string Allowed(string nick)
    {
        var name = new StringBuilder();
        foreach (var rune in nick.Normalize(NormalizationForm.FormKC).Trim().EnumerateRunes().Where(IsAllowed).Take(LengthMax))
        {
            if (!Rune.IsWhiteSpace(rune)) name.Append(rune.ToString());
            else if (name.Length > 0 && name[^1] != ' ') name.Append(' ');
        }

        var trimmed = name.ToString().TrimEnd();
        var missing = LengthMin - trimmed.EnumerateRunes().Count();
        return missing > 0 ? trimmed + new string('_', missing) : trimmed;
    }

    private static bool IsAllowed(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>What a name looks like. Coarser than Unicode's confusables for the letters of nicks: a needless number does no harm, a refused name does.</summary>
    private static string Look(string name)
    {
        var look = new StringBuilder();
        foreach (var letter in name.ToUpperInvariant().ToLowerInvariant())
        {
            look.Append(letter switch
            {
                'i' or 'j' or '1' or '|' or '!' => "l",
                '0' => "o",
                'm' => "rn",
                'w' => "vv",
                '`' or '´' or '"' => "'",
                _ => letter.ToString(),
            });
        }

        return look.ToString();
    }
}

using System.Globalization;
using System.Text;

namespace Rostra.Names;

/// <summary>What may be a person's name (contract A3).</summary>
internal static class Username
{
    public const int LengthMin = 3;
    public const int LengthMax = 50;

    /// <summary>What is wrong with it, or null.</summary>
    public static string? Fault(string typed)
    {
        var name = Normal.Form(typed, NormalizationForm.FormKC).Trim();
        if (name.EnumerateRunes().Count() is < LengthMin or > LengthMax)
        {
            return $"must have {LengthMin} to {LengthMax} characters.";
        }

        if (typed.Trim().EnumerateRunes().Concat(name.EnumerateRunes()).Any(IsRefused))
        {
            return "must not contain control, format, private-use or unassigned characters.";
        }

        if (name.Zip(name.Skip(1)).Any(pair => char.IsWhiteSpace(pair.First) && char.IsWhiteSpace(pair.Second)))
        {
            return "must not contain two spaces in a row.";
        }

        return Skeleton.Of(name).All(char.IsWhiteSpace) ? "must contain something that can be seen." : null;
    }

    private static bool IsRefused(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;
}

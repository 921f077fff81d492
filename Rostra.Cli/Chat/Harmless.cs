using System.Globalization;
using System.Text;

namespace Rostra.Chat;

/// <summary>Other people's text as a terminal may have it: nothing in it is an order to the terminal, hides, or turns the order of what stands around it.</summary>
internal static class Harmless
{
    private const int ZeroWidthNonJoiner = 0x200C; // Persian and others are misspelt without it;
    private const int ZeroWidthJoiner = 0x200D; // families of emoji fall apart without this one.
    private const int PicturesOfControls = 0x2400;
    private const int Delete = 0x7F;
    private const int PictureOfDelete = 0x2421;

    /// <summary>Line breaks stay, as <c>\n</c>.</summary>
    public static string Lines(string text)
    {
        var harmless = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes()) Append(harmless, rune); // Lone surrogates come as U+FFFD.
        return harmless.ToString();
    }

    /// <summary>In one line: line breaks are shown as <c>⏎</c>.</summary>
    public static string Line(string text) => Lines(text).Replace("\n", "⏎", StringComparison.Ordinal);

    private static void Append(StringBuilder harmless, Rune rune)
    {
        var isShown = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format) || rune.Value is '\n' or ZeroWidthNonJoiner or ZeroWidthJoiner;
        if (isShown) harmless.Append(rune.ToString());
        else if (rune.Value == '\t') harmless.Append("    ");
        else if (rune.Value < ' ') harmless.Append((char)(PicturesOfControls + rune.Value));
        else if (rune.Value == Delete) harmless.Append((char)PictureOfDelete);
        else harmless.Append(CultureInfo.InvariantCulture, $"‹U+{rune.Value:X4}›");
    }
}

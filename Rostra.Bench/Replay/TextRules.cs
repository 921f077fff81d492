using System.Globalization;
using System.Text;

namespace Rostra.Replay;

/// <summary>The contract's rules for a message's text, so that what must be refused is known before it is sent.</summary>
internal static class TextRules
{
    public const int LengthMax = 1_000;

    /// <summary>Why the text is refused, or null.</summary>
    public static string? Refusal(string text)
    {
        if (text.Contains('\0')) return "a NUL";

        // Trimming by char is trimming by code point: all of Unicode's white space is in the first plane.
        var length = 0;
        for (var rest = text.AsSpan().Trim(); !rest.IsEmpty; length++)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) is not System.Buffers.OperationStatus.Done) return "a lone surrogate";
            rest = rest[used..];
        }

        return length switch
        {
            0 => "blank",
            > LengthMax => string.Create(CultureInfo.InvariantCulture, $"{length} code points, {LengthMax} are allowed"),
            _ => null,
        };
    }
}

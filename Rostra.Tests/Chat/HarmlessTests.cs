using System.Globalization;
using System.Text;
using CsCheck;
using Xunit;

namespace Rostra.Chat;

public sealed class HarmlessTests
{
    [Theory]
    [InlineData("plain, Grüße, 你好, שלום", "plain, Grüße, 你好, שלום")]
    [InlineData("👩‍👩‍👧 می‌خواهم ❤️", "👩‍👩‍👧 می‌خواهم ❤️")]
    [InlineData("a\tb", "a    b")]
    [InlineData("a\r\nb\rc\u0085d\fe", "a\nb\nc\nd\ne")]
    [InlineData("\u001b[31mred", "␛[31mred")]
    [InlineData("\u0000\u007f\u0090", "␀␡‹U+0090›")]
    [InlineData("\u202etxt.exe", "‹U+202E›txt.exe")]
    public void What_could_do_something_is_only_shown(string text, string shown) => Assert.Equal(shown, Harmless.Lines(text));

    [Fact]
    public void Half_a_character_is_shown_as_one_that_cannot_be_read() => Assert.Equal("a\ufffdb", Harmless.Lines("a\ud800b"));

    [Fact]
    public void Whatever_the_text_nothing_is_left_that_a_terminal_obeys() => Gen.String.Sample(text =>
    {
        var shown = Harmless.Lines(text);
        return shown.EnumerateRunes().All(rune => rune.Value is '\n' or 0x200C or 0x200D || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            && Harmless.Lines(shown) == shown
            && !Harmless.Line(text).Contains('\n', StringComparison.Ordinal);
    });
}

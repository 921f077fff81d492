using Xunit;

namespace Rostra.Replay;

public sealed class ChatLineReaderTests
{
    [Fact]
    public void A_line_is_read()
    {
        var line = Read("hello")!;
        Assert.Equal((3, "ada", "hello"), (line.Number, line.Nick, line.Text));
    }

    [Fact]
    public void An_action_tells_who_does_it() =>
        Assert.Equal("* ada waves", ChatLineReader.Read(1, """{"at":"2004-11-15T12:18:00Z","nick":"ada","text":"waves","kind":"action"}""", out _)!.Text);

    [Theory]
    [InlineData("\\u0020\\u00A0\\u3000", "blank")]
    [InlineData("a\\u0000b", "a NUL")]
    [InlineData("a\\uD800b", "a lone surrogate")]
    public void What_the_rules_refuse_is_named(string text, string reason)
    {
        Assert.Null(Read(text, out var refused));
        Assert.Equal(reason, refused);
    }

    [Fact]
    public void Length_is_counted_in_code_points_and_without_the_white_space_around()
    {
        Assert.NotNull(Read(" " + string.Concat(Enumerable.Repeat("🎉", 1_000)) + " "));
        Assert.Null(Read(string.Concat(Enumerable.Repeat("🎉", 1_001)), out var refused));
        Assert.Equal("1001 code points, 1000 are allowed", refused);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("""{"nick":"ada"}""")]
    [InlineData("""{"at":"yesterday","nick":"ada","text":"hello"}""")]
    [InlineData("""{"at":"2004-11-15T12:18:00Z","nick":5,"text":"hello"}""")]
    public void What_is_no_line_is_said_to_be_none(string json)
    {
        Assert.Null(ChatLineReader.Read(1, json, out var refused));
        Assert.Equal("not a chat line", refused);
    }

    private static ChatLine? Read(string text) => Read(text, out _);

    private static ChatLine? Read(string text, out string? refused) =>
        ChatLineReader.Read(3, $$"""{"at":"2004-11-15T12:18:00Z","nick":"ada","text":"{{text}}","kind":"message"}""", out refused);
}

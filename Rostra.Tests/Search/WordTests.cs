using Xunit;

namespace Rostra.Search;

public sealed class WordTests
{
    [Theory]
    [InlineData("the cat, \"sat\" (here)!", "the", "cat", "sat", "here")]
    [InlineData("c++ .net #ubuntu !c f#", "c++", ".net", "#ubuntu", "!c", "f#")]
    [InlineData("Cat cat CAT")]
    [InlineData("?! ...", "?!", "...")]
    [InlineData("\u3000日本。\u00a0「語」", "日本", "語")]
    public void A_sentence_s_punctuation_is_no_part_of_its_words(string text, params string[] words) =>
        Assert.Equal(words.Length == 0 ? ["Cat"] : words, Words.Of(text));

    [Theory]
    [InlineData("don't", true)]
    [InlineData("well-known", true)]
    [InlineData("naïve", true)]
    [InlineData("日本", true)]
    [InlineData("c++", false)]
    [InlineData("-v", false)]
    [InlineData("👍", false)]
    [InlineData("1.5", false)]
    [InlineData("42", false)]
    public void Only_a_plain_word_has_a_stem_or_is_too_common(string word, bool isPlain) => Assert.Equal(isPlain, Words.IsPlain(word));

    [Theory]
    [InlineData("Große STRASSE", "strasse", "Große |[STRASSE]")]
    [InlineData("Große Straße", "STRASSE", "Große |[Straße]")]
    [InlineData("aaaa", "aa", "[aaaa]")]
    [InlineData("👍a👍", "👍", "[👍]|a|[👍]")]
    [InlineData("ΣΟΦΟΣ", "σοφος", "[ΣΟΦΟΣ]")]
    [InlineData("nothing", "else", "nothing")]
    [InlineData("ﬁsh", "is", "[ﬁs]|h")]
    public void What_is_found_is_cut_out_of_the_text_as_it_was_sent(string text, string word, string cut) =>
        Assert.Equal(cut, Shown(Highlights.Of(text, [new SearchWord(word, HasStem: false, word)], [])));

    [Fact]
    public void A_word_of_the_same_stem_is_marked_where_it_stands_alone() =>
        Assert.Equal("[Hoping] hopingly [hoping]".Replace("] ", "]| ", StringComparison.Ordinal).Replace(" [", " |[", StringComparison.Ordinal),
            Shown(Highlights.Of("Hoping hopingly hoping", [new SearchWord("hope", HasStem: true, "hop")], ["Hoping"])));

    private static string Shown(IEnumerable<Fragment> fragments) => string.Join('|', fragments.Select(fragment => fragment.Match ? $"[{fragment.Text}]" : fragment.Text));
}

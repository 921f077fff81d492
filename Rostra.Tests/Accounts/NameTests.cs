using CsCheck;
using Rostra.Names;
using Xunit;

namespace Rostra.Accounts;

public sealed class NameTests
{
    private static readonly Gen<string> AnyName = Gen.Frequency(
        (3, Gen.Int[0x20, 0x24F]), (2, Gen.Int[0x370, 0x1FFF]), (1, Gen.Int[0xA640, 0xD7FF]), (1, Gen.Int[0xF900, 0xFFFD]), (1, Gen.Int[0x10000, 0x1FFFF]))
        .Select(char.ConvertFromUtf32)
        .Array[1, 12]
        .Select(string.Concat);

    [Theory]
    [InlineData("Ada", "ada")]
    [InlineData("STRASSE", "straße")]
    [InlineData("ﬁlip", "FILIP")]
    [InlineData("ＡＤＡ", "ada")]
    [InlineData("e\u0301mile", "ÉMILE")]
    [InlineData("ΣΑΣ", "σας")]
    [InlineData("ᏣᎳᎩ", "ꮳꮃꭹ")]
    [InlineData("\u1FB3", "\u03B1\u03B9")]
    public void Two_ways_to_write_one_name_are_one(string one, string other) => Assert.Equal(NameKey.Of(one), NameKey.Of(other));

    [Theory]
    [InlineData("ada", "adа")] // The last letter is Cyrillic: another name, which looks the same.
    [InlineData("i", "ı")]
    public void Folding_does_not_make_one_of_two(string one, string other) => Assert.NotEqual(NameKey.Of(one), NameKey.Of(other));

    [Fact]
    public void Folding_is_the_same_in_every_culture()
    {
        var here = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal("istanbul", NameKey.Of("ISTANBUL"));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = here;
        }
    }

    [Fact]
    public void A_key_is_its_own_key() => AnyName.Sample(name => NameKey.Of(NameKey.Of(name)) == NameKey.Of(name), iter: 5_000);

    [Fact]
    public void Every_single_character_folds_to_its_end()
    {
        for (var code = 1; code <= 0x1FFFF; code++)
        {
            if (code is < 0xD800 or > 0xDFFF)
            {
                var key = NameKey.Of(char.ConvertFromUtf32(code));
                Assert.Equal(key, NameKey.Of(key));
            }
        }
    }

    [Fact]
    public void A_rooms_name_takes_a_run_of_white_space_for_one_space() =>
        Assert.Equal(NameKey.OfRoom("the big room"), NameKey.OfRoom(" The\u3000 BIG\t\u2003room "));

    [Theory]
    [InlineData("paypal", "раураl")]
    [InlineData("paypal", "paypaI")]
    [InlineData("paypal", "PayPa1")]
    [InlineData("modern", "modem")]
    [InlineData("ada", "a\u034Fda")]
    [InlineData("ada", "a\uFE0Fda")]
    [InlineData("Ilya", "lIya")]
    public void Names_that_look_alike_have_one_skeleton(string one, string other) => Assert.Equal(Skeleton.Of(one), Skeleton.Of(other));

    [Theory]
    [InlineData("ada", "adam")]
    [InlineData("user 12", "user 13")]
    [InlineData("Анна", "Ганна")]
    [InlineData("李小龙", "李小虎")]
    public void Other_names_do_not(string one, string other) => Assert.NotEqual(Skeleton.Of(one), Skeleton.Of(other));

    [Theory]
    [InlineData("ada")]
    [InlineData("Ada Lovelace")]
    [InlineData("李小龙")]
    [InlineData("👍👍👍")]
    [InlineData("عمر خيام")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void These_may_be_usernames(string name) => Assert.Null(Username.Fault(name));

    [Theory]
    [InlineData("ad")]
    [InlineData("  a  ")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("a\u0007da")]
    [InlineData("a\u200bda")]
    [InlineData("a\u202eda")]
    [InlineData("a\ue000da")]
    [InlineData("a\u0378da")]
    [InlineData("a\ufffeda")]
    [InlineData("a\uffffda")]
    [InlineData("a\u2028da")]
    [InlineData("a\tda")]
    [InlineData("a  da")]
    [InlineData("a \u00a0da")]
    [InlineData("\u115f\u115f\u115f")]
    public void These_may_not(string name) => Assert.NotNull(Username.Fault(name));

    [Fact]
    public void Lengths_count_what_NFKC_leaves() => Assert.Null(Username.Fault(string.Concat(Enumerable.Repeat("e\u0301", 50))));
}

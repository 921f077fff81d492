using System.Text.Json;
using Rostra.Hosting;
using Xunit;

namespace Rostra.Gateway;

public sealed class HttpFieldsTests
{
    [Fact]
    public void Every_bad_field_is_told_at_once()
    {
        var fields = Read("""{"text": "\ud800", "id": "{6f9619ff-8b86-d011-b42d-00cf4fc964ff}", "seq": 1.5, "more": "a\u0000b"}""");

        fields.Text("text");
        fields.Uuid("id");
        fields.Seq("seq");
        fields.Text("more");
        fields.Bool("on");

        Assert.Equal(RefusalCode.Invalid, fields.Refusal?.Code);
        Assert.Equal(["id", "more", "on", "seq", "text"], fields.Refusal!.Errors!.Keys);
    }

    [Theory]
    [InlineData("""{"seq": "1"}""")]
    [InlineData("""{"seq": true}""")]
    [InlineData("""{"text": 1}""")]
    [InlineData("""{"on": 1}""")]
    [InlineData("""{"list": {}}""")]
    [InlineData("""{"list": [1]}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData(""" "text" """)]
    public void A_wrong_JSON_type_is_malformed_whatever_else_is_wrong(string json)
    {
        var fields = Read(json);

        fields.OptionalSeq("seq");
        fields.OptionalText("text");
        fields.OptionalBool("on");
        fields.Objects("list", countMax: 5);
        fields.Text("missing");

        Assert.Equal(RefusalCode.Malformed, fields.Refusal?.Code);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("1.0")]
    [InlineData("-1")]
    [InlineData("9007199254740992")]
    [InlineData("99999999999999999999")]
    public void A_number_that_is_no_seq_is_invalid(string number)
    {
        var fields = Read($$"""{"seq": {{number}}}""");

        fields.Seq("seq");

        Assert.Equal(RefusalCode.Invalid, fields.Refusal?.Code);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("9007199254740991", 9007199254740991)]
    public void A_seq_goes_up_to_what_a_double_holds(string number, long seq)
    {
        var fields = Read($$"""{"seq": {{number}}}""");

        Assert.Equal(seq, fields.Seq("seq"));
        Assert.Null(fields.Refusal);
    }

    [Fact]
    public void Null_is_absent_but_can_be_told_from_it()
    {
        var fields = Read("""{"description": null}""");

        Assert.Null(fields.OptionalText("description"));
        Assert.Null(fields.OptionalSeq("seq"));
        Assert.True(fields.Has("description"));
        Assert.False(fields.Has("seq"));
        Assert.Null(fields.Refusal);
    }

    [Fact]
    public void Lengths_are_code_points_after_trimming()
    {
        var fields = Read("""{"name": "\u0085\u3000 👍👍👍 \u2028"}""");

        Assert.Equal("👍👍👍", fields.Trimmed("name", lengthMin: 3, lengthMax: 3));
        Assert.Null(fields.Refusal);
    }

    [Theory]
    [InlineData("\u200b")]
    [InlineData("\ufeff")]
    [InlineData("\u180e")]
    public void What_is_not_white_space_is_not_trimmed(string text) => Assert.Equal(text, text.Trim());

    [Fact]
    public void Trimming_knows_Unicodes_white_space_and_no_other()
    {
        int[] whiteSpace = [9, 10, 11, 12, 13, 0x20, 0x85, 0xA0, 0x1680, .. Enumerable.Range(0x2000, 11), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000];

        Assert.Equal(whiteSpace, Enumerable.Range(0, 0x10000).Where(code => ((char)code).ToString().Trim().Length == 0));
    }

    [Fact]
    public void Errors_in_a_list_say_which_entry()
    {
        var fields = Read("""{"cursors": [{"seq": 1}, {"seq": -1}]}""");

        foreach (var cursor in fields.Objects("cursors", countMax: 2))
        {
            cursor.Seq("seq");
        }

        Assert.Equal(["cursors[1].seq"], fields.Refusal!.Errors!.Keys);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_name_nobody_reads_does_not_throw()
    {
        var fields = Read("""{"te\ud800": 1, "text": "a"}""");

        fields.Text("text");

        Assert.True(fields.Refusal is null or { Code: RefusalCode.Malformed });
    }

    [Theory]
    [InlineData("6F9619FF-8B86-D011-B42D-00CF4FC964FF", true)]
    [InlineData("6f9619ff-8b86-d011-b42d-00cf4fc964ff", true)]
    [InlineData("6f9619ff8b86d011b42d00cf4fc964ff", false)]
    [InlineData("{6f9619ff-8b86-d011-b42d-00cf4fc964ff}", false)]
    [InlineData(" 6f9619ff-8b86-d011-b42d-00cf4fc964f", false)]
    [InlineData("0x9619ff-8b86-d011-b42d-00cf4fc964ff", false)]
    [InlineData("+f9619ff-8b86-d011-b42d-00cf4fc964ff", false)]
    public void A_UUID_has_one_form(string text, bool isOne) => Assert.Equal(isOne, Ids.TryUuid(text, out _));

    private static Fields Read(string json) => Fields.Of(JsonElement.Parse(json));
}

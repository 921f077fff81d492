using System.Text;

namespace Rostra.Names;

/// <summary>What a name looks like (UTS #39): two names with one skeleton can be taken for each other.</summary>
internal static class Skeleton
{
    private static readonly ImmutableArray<(int First, int Last)> Ignorable =
        [.. UnicodeTable.Rows("default-ignorable.txt").Select(row => (row[0], row[1]))];

    /// <summary>
    /// As typed and folded: a capital I looks like a small L, and only then are cases made equal. So <c>paypaI</c>, <c>PayPal</c> and <c>раура1</c> are one.
    /// </summary>
    public static string Of(string name) => Shape(NameKey.Of(Shape(Normal.Form(name, NormalizationForm.FormKC))));

    // NFD before and after, as the standard says; and what nobody sees is left out.
    private static string Shape(string text) =>
        UnicodeTable.Confusables.Map(Visible(Normal.Form(text, NormalizationForm.FormD))).Normalize(NormalizationForm.FormD);

    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Ignorable.Any(span => rune.Value >= span.First && rune.Value <= span.Last))
            {
                visible.Append(rune);
            }
        }

        return visible.ToString();
    }
}

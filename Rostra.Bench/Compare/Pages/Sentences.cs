using System.Text;

namespace Rostra.Compare;

/// <summary>Made-up conversation: few words are frequent and many are not, as in real ones. The same seed says the same.</summary>
internal sealed class Sentences(int seed)
{
    /// <summary>In every tenth sentence.</summary>
    public const string Common = "lighthouse";

    /// <summary>In one sentence of twenty thousand.</summary>
    public const string Rare = "quillwort";

    public const int CommonEvery = 10;
    public const int RareEvery = 20_000;
    private const int Vocabulary = 20_000;
    private static readonly string[] Syllables = [.. from consonant in "bdfgklmnprstvz" from vowel in "aeiou" select $"{consonant}{vowel}"];

    /// <summary>So many, of at most <see cref="Workload.TextLength"/> characters each, and not much less.</summary>
    public IEnumerable<string> Take(int count)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var at = 0; at < count; at++)
        {
            text.Clear();
            if (at % RareEvery == RareEvery / 2) text.Append(Rare);
            else if (at % CommonEvery == 0) text.Append(Common);
            while (Word(random) is var word && text.Length + word.Length < Workload.TextLength) text.Append(text.Length > 0 ? " " : "").Append(word);
            yield return text.ToString();
        }
    }

    // The n-th word is said 1/n times as often as the first.
    private static string Word(Random random)
    {
        var rank = (int)Math.Pow(Vocabulary, random.NextDouble());
        var word = "";
        for (var rest = (rank * 7_919) % 343_000 + 70; rest > 0; rest /= Syllables.Length) word += Syllables[rest % Syllables.Length];
        return word;
    }
}

using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Rostra.Names;

/// <summary>A table of Unicode's, embedded: what becomes of a code point. See Unicode/generate.py.</summary>
internal sealed class UnicodeTable
{
    public static readonly UnicodeTable CaseFolding = new("case-folding.txt");
    public static readonly UnicodeTable Confusables = new("confusables.txt");

    private readonly FrozenDictionary<int, string> _map;

    private UnicodeTable(string resource) => _map = Rows(resource).ToFrozenDictionary(
        row => row[0],
        row => string.Concat(row.Skip(1).Select(code => new Rune(code).ToString())));

    /// <summary>Each code point replaced by what the table says, where it says something.</summary>
    public string Map(string text)
    {
        var mapped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (_map.TryGetValue(rune.Value, out var to))
            {
                mapped.Append(to);
            }
            else
            {
                mapped.Append(rune);
            }
        }

        return mapped.ToString();
    }

    /// <summary>The hexadecimal numbers of each line.</summary>
    public static IEnumerable<int[]> Rows(string resource)
    {
        using var stream = typeof(UnicodeTable).Assembly.GetManifestResourceStream($"Rostra.Names.Unicode.{resource}")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return [.. line.Split(' ').Select(code => int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        }
    }
}

namespace Rostra.Configuration;

/// <summary>The name that somebody meant: the one with the fewest letters to change, or the same word in another section.</summary>
internal static class NearestName
{
    /// <summary>More letters than this share of a name changed, and it is another word.</summary>
    private const double ChangedMax = 0.25;

    public static string? To(string name, IEnumerable<string> known)
    {
        var candidates = known.ToList();
        var word = LastOf(name);
        var best = candidates.Select(candidate => (candidate, Distance: Distance(name, candidate.EndsWith(":0", StringComparison.Ordinal) ? candidate[..^2] : candidate))).MinBy(each => each.Distance);
        return best.candidate is not null && best.Distance <= name.Length * ChangedMax
            ? best.candidate
            : candidates.FirstOrDefault(candidate => LastOf(candidate).Equals(word, StringComparison.OrdinalIgnoreCase));
    }

    private static string LastOf(string name) => name[(name.LastIndexOf(':') + 1)..];

    /// <summary>Levenshtein's, without regard to case.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}

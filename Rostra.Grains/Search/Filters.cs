using System.Globalization;
using Rostra.Names;

namespace Rostra.Search;

/// <summary>A search as typed, with its filters taken out: of several of one kind any fits, of different kinds all must.</summary>
/// <param name="From">Keys of people's names.</param>
/// <param name="In">Keys of rooms' names, with a space and a hyphen taken as the same.</param>
/// <param name="Before">Only what was said before it.</param>
internal sealed record Filters(string Words, ImmutableArray<string> From, ImmutableArray<string> In, DateTimeOffset? Before, bool HasLink)
{
    public bool IsAny => !From.IsEmpty || !In.IsEmpty || Before is not null || HasLink;

    /// <returns>What was typed, or a sentence that says what is wrong with a filter.</returns>
    public static (Filters? Filters, string? Fault) Read(string typed)
    {
        var (words, from, rooms) = (new List<string>(), ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        DateTimeOffset? before = null;
        var hasLink = false;
        foreach (var part in Parts(typed))
        {
            var (kind, value) = Cut(part);
            switch (kind)
            {
                case "from":
                    from.Add(NameKey.Of(value.TrimStart('@')));
                    break;
                case "in":
                    rooms.Add(RoomKey(value.TrimStart('#')));
                    break;
                case "has" when value.Equals("link", StringComparison.OrdinalIgnoreCase):
                    hasLink = true;
                    break;
                case "has":
                    return (null, "knows “has:link” only.");
                case "before" when ReadDay(value) is { } day:
                    before = before < day ? before : day;
                    break;
                case "before":
                    return (null, "wants a day after “before:”, as in before:2026-03-01.");
                default:
                    words.Add(part);
                    break;
            }
        }
        return (new Filters(string.Join(' ', words), from.ToImmutable(), rooms.ToImmutable(), before, hasLink), null);
    }

    /// <summary>Names of rooms are shown with hyphens for spaces, so both are meant.</summary>
    public static string RoomKey(string name) => NameKey.OfRoom(name).Replace(' ', '-');

    private static DateTimeOffset? ReadDay(string value) =>
        DateTimeOffset.TryParseExact(value, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss.fffZ"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    /// <summary>A filter's kind and value; no kind for a word, and for a filter that nothing follows yet.</summary>
    private static (string Kind, string Value) Cut(string part)
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? "" : part[..colon].ToLowerInvariant();
        var value = colon < 0 ? "" : part[(colon + 1)..].Trim('"').Trim();
        return kind is "from" or "in" or "has" or "before" && value.Length > 0 ? (kind, value) : ("", "");
    }

    /// <summary>What stands between white space; quotes after a colon hold a name with blanks together.</summary>
    private static IEnumerable<string> Parts(string typed)
    {
        var start = 0;
        var isQuoted = false;
        for (var at = 0; at <= typed.Length; at++)
        {
            if (at < typed.Length && typed[at] == '"' && (isQuoted || (at > start && typed[at - 1] == ':')))
            {
                isQuoted = !isQuoted;
            }
            else if (at == typed.Length || (!isQuoted && char.IsWhiteSpace(typed[at])))
            {
                if (at > start)
                {
                    yield return typed[start..at];
                }
                start = at + 1;
            }
        }
    }
}

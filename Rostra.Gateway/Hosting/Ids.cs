using System.Buffers;
using System.Globalization;

namespace Rostra.Hosting;

/// <summary>The one form of ids and seqs that the contract accepts. <see cref="Guid.TryParse(string, out Guid)"/> alone accepts braces, blanks and <c>0x</c>.</summary>
internal static class Ids
{
    /// <summary>What a double still holds exactly, so that every client can.</summary>
    public const long SeqMax = (1L << 53) - 1;

    private const int UuidLength = 36;
    private const int SeqDigitsMax = 16;

    private static readonly SearchValues<char> HexAndHyphen = SearchValues.Create("0123456789abcdefABCDEF-");

    public static bool TryUuid(ReadOnlySpan<char> text, out Guid id)
    {
        id = default;
        return text.Length == UuidLength && !text.ContainsAnyExcept(HexAndHyphen) && Guid.TryParseExact(text, "D", out id);
    }

    public static bool TrySeq(ReadOnlySpan<char> text, out long seq)
    {
        seq = default;
        return text.Length is > 0 and <= SeqDigitsMax
            && (text[0] != '0' || text.Length == 1)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seq)
            && seq <= SeqMax;
    }
}

/// <summary><c>{roomId:id}</c> in a route.</summary>
internal sealed class IdConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] switch
        {
            string text => Ids.TryUuid(text, out _),
            Guid => true,
            _ => false,
        };
}

/// <summary><c>{id:seq}</c> in a route.</summary>
internal sealed class SeqConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] switch
        {
            string text => Ids.TrySeq(text, out _),
            long => true,
            _ => false,
        };
}

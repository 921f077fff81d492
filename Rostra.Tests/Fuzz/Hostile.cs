using System.Globalization;

namespace Rostra.Fuzz;

/// <summary>What nobody means who writes it. Texts as they stand in JSON between two quotes, so that escapes reach the reader as escapes.</summary>
internal static class Hostile
{
    public static readonly string[] Texts =
    [
        "",
        " ",
        @"\u0000",
        @"a\u0000b",
        @"\ud800",
        @"\udc00\ud800",
        @"\u202egnp.exe",
        @"\u2066\u2067\u2068\u2069",
        @"\u200b\u200d\ufeff",
        @"\u0085\u2028\u2029",
        @"\ufffe\uffff",
        @"'; drop table rostra.messages; --",
        @"%' or '1'='1",
        @"../../../../etc/passwd",
        @"<script>alert(1)</script>",
        @"{0} %s %n ${jndi:ldap://127.0.0.1}",
        @"\r\nSet-Cookie: a=b",
        "z\u0335\u0336\u0337\u0338" + new string('\u0301', 300),
        new string('x', 5_000),
        string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 200)),
        "true",
        "null",
        "0",
    ];

    public static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "1.0", "1e3", "2147483647", "2147483648", "4294967296", "9007199254740991", "9007199254740992", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "-9223372036854775809", "18446744073709551616", "1e308", "1e999", "-1e999", "1e-999", new string('9', 400), "0.1", "00", "+1", "0x10", "NaN", "Infinity",
    ];

    public static readonly string[] Instants =
    [
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01", "+275760-09-13T00:00:00Z",
    ];

    public static string Uuid(Random dice) => dice.Next(6) switch
    {
        0 => "00000000-0000-0000-0000-000000000000",
        1 => "ffffffff-ffff-ffff-ffff-ffffffffffff",
        2 => $"{{{Guid.NewGuid()}}}",
        3 => Guid.NewGuid().ToString("N"),
        4 => Guid.NewGuid().ToString()[..^1],
        _ => Guid.NewGuid().ToString(),
    };

    /// <summary>As a part of a path or a query: percent-encoded, in ways that decode, and in ways that do not.</summary>
    public static string Encoded(Random dice, string text) => dice.Next(8) switch
    {
        0 => "%00",
        1 => "%ff%fe",
        2 => "%c0%af",
        3 => "%ed%a0%80",
        4 => "%",
        5 => "%u0041%zz",
        _ => Uri.EscapeDataString(text.Length > 1_000 ? text[..1_000] : text),
    };

    public static string Deep(int levels, bool isArray) =>
        isArray ? new string('[', levels) + new string(']', levels) : string.Concat(Enumerable.Repeat("""{"a":""", levels)) + "1" + new string('}', levels);

    public static string Pick(this string[] from, Random dice) => from[dice.Next(from.Length)];

    public static string Invariant(this int number) => number.ToString(CultureInfo.InvariantCulture);
}

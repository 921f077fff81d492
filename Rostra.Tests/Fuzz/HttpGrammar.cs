using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Rostra.OpenApi;

namespace Rostra.Fuzz;

/// <summary>Requests to every endpoint below <c>/api</c> that there is, made of what each says that it reads: some right, most wrong in one place, some broken in their bytes.</summary>
internal sealed class HttpGrammar(IEnumerable<RouteEndpoint> endpoints, Guid room, Guid person, long message)
{
    /// <summary>These would end the caller's own sessions, or take a core for a third of a second; they are asked seldom, and without a token.</summary>
    private static readonly string[] Costly = ["/api/auth/login", "/api/auth/register", "/api/auth/logout", "/api/auth/password", "/api/auth/sessions", "/api/auth/me"];

    private static readonly ImmutableArray<string> Words = ["query", "cursor", "limit", "before", "after", "around", "q", "online", "reason"];

    private readonly ImmutableArray<RouteEndpoint> _endpoints =
        [.. endpoints.Where(endpoint => endpoint.RoutePattern.RawText is { } path && path.StartsWith("/api/", StringComparison.Ordinal))];

    public FuzzRequest Next(Random dice)
    {
        var endpoint = _endpoints[dice.Next(_endpoints.Length)];
        var isCostly = Costly.Any(path => endpoint.RoutePattern.RawText!.StartsWith(path, StringComparison.Ordinal));
        if (isCostly && dice.Next(20) > 0)
        {
            return Next(dice);
        }

        var method = dice.Next(30) == 0 ? "DELETE" : endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
        var path = Path(endpoint, dice) + Query(endpoint, dice);
        var body = endpoint.Metadata.GetMetadata<BodyShape>() is { } shape && dice.Next(20) > 0 ? Broken(Encoding.UTF8.GetBytes(Body(shape.Type, dice)), dice) : null;
        return new FuzzRequest(isCostly && method == "DELETE" ? "GET" : method, path, body, HasToken: !isCostly && dice.Next(25) > 0);
    }

    private string Path(RouteEndpoint endpoint, Random dice) => string.Concat(endpoint.RoutePattern.PathSegments.Select(segment =>
        "/" + string.Concat(segment.Parts.Select(part => part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal
            ? literal.Content
            : Parameter(((Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart)part).Name, segment, dice)))));

    private string Parameter(string name, Microsoft.AspNetCore.Routing.Patterns.RoutePatternPathSegment segment, Random dice)
    {
        if (dice.Next(10) == 0)
        {
            return dice.Next(3) switch { 0 => Hostile.Uuid(dice), 1 => Hostile.Numbers.Pick(dice), _ => Hostile.Encoded(dice, "x") };
        }

        var isSeq = segment.Parts.OfType<Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart>().Any(part => part.ParameterPolicies.Any(policy => policy.Content == "seq"));
        return name switch
        {
            "roomId" => $"{room}",
            "userId" => dice.Next(2) == 0 ? $"{person}" : $"{Guid.NewGuid()}",
            "emoji" => Uri.EscapeDataString(dice.Next(2) == 0 ? "👍" : "x"),
            _ when isSeq => dice.Next(2) == 0 ? message.ToString(System.Globalization.CultureInfo.InvariantCulture) : dice.Next(20).Invariant(),
            _ => $"{Guid.NewGuid()}",
        };
    }

    private static string Query(RouteEndpoint endpoint, Random dice)
    {
        ImmutableArray<string> names = endpoint.Metadata.GetMetadata<QueryShape>() is { } shape
            ? [.. shape.Type.GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))]
            : Words;
        var given = names.Where(_ => dice.Next(3) > 0).Select(name => $"{name}={Value(name, dice)}").ToList();
        if (given.Count > 0 && dice.Next(10) == 0)
        {
            given.Add(given[0]); // Twice.
        }

        return given.Count == 0 ? "" : "?" + string.Join(dice.Next(20) == 0 ? "&&=&" : "&", given);
    }

    private static string Value(string name, Random dice) => dice.Next(4) == 0 ? Hostile.Encoded(dice, Unescaped(dice)) : name switch
    {
        "limit" or "before" or "after" or "around" => dice.Next(2) == 0 ? dice.Next(1, 50).Invariant() : Uri.EscapeDataString(Hostile.Numbers.Pick(dice)),
        "cursor" => Cursor(dice),
        "online" => dice.Next(2) == 0 ? "true" : "1",
        _ => Uri.EscapeDataString(dice.Next(2) == 0 ? "hello from:ada before:2026-01-01" : Unescaped(dice)),
    };

    private static string Cursor(Random dice)
    {
        var bytes = new byte[dice.Next(0, 150)];
        dice.NextBytes(bytes);
        return Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_').TrimEnd('=');
    }

    /// <summary>A hostile text that a query can carry at all; lone halves are left to bodies.</summary>
    private static string Unescaped(Random dice)
    {
        var text = Hostile.Texts.Pick(dice);
        return text.Contains("\\ud", StringComparison.Ordinal) ? "x" : JsonSerializer.Deserialize<string>($"\"{text}\"")!;
    }

    private string Body(Type shape, Random dice)
    {
        if (dice.Next(25) == 0)
        {
            return Hostile.Deep(dice.Next(2) == 0 ? 17 : 10_000, dice.Next(2) == 0);
        }

        var members = shape.GetProperties()
            .Where(_ => dice.Next(8) > 0)
            .Select(property => $"\"{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}\":{Json(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, dice)}");
        return $"{{{string.Join(',', members.Concat(dice.Next(10) == 0 ? ["\"$type\":\"System.Object\"", "\"__proto__\":{}"] : []))}}}";
    }

    private string Json(Type type, Random dice) => dice.Next(8) switch
    {
        0 => "null",
        1 => Hostile.Deep(dice.Next(1, 5), isArray: true),
        2 => Hostile.Numbers.Pick(dice),
        3 => $"\"{Hostile.Texts.Pick(dice)}\"",
        _ when type == typeof(Guid) => $"\"{(dice.Next(2) == 0 ? person.ToString() : Hostile.Uuid(dice))}\"",
        _ when type == typeof(long) || type == typeof(int) => dice.Next(100).Invariant(),
        _ when type == typeof(bool) => "true",
        _ when type == typeof(DateTimeOffset) => $"\"{(dice.Next(2) == 0 ? Hostile.Instants.Pick(dice) : DateTimeOffset.UtcNow.AddMinutes(1).ToString("O"))}\"",
        _ => $"\"a text {dice.Next(1_000)}\"",
    };

    private static byte[] Broken(byte[] bytes, Random dice)
    {
        switch (dice.Next(6))
        {
            case 0 when bytes.Length > 0:
                for (var i = 0; i <= dice.Next(4); i++)
                {
                    bytes[dice.Next(bytes.Length)] ^= (byte)(1 << dice.Next(8));
                }

                return bytes;
            case 1 when bytes.Length > 1:
                return bytes[..dice.Next(bytes.Length)];
            default:
                return bytes;
        }
    }
}

/// <param name="Body">Null: none.</param>
internal sealed record FuzzRequest(string Method, string Path, byte[]? Body, bool HasToken)
{
    public override string ToString() => $"{Method} {Path} {(Body is null ? "without a body" : Encoding.UTF8.GetString(Body.Length > 500 ? Body[..500] : Body))}";
}

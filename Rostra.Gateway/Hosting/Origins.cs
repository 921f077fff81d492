using Microsoft.Extensions.Options;

namespace Rostra.Hosting;

/// <summary>Where this gateway is reached from. Settings <c>Rostra:PublicUrl</c>, <c>Rostra:AllowedOrigins</c>.</summary>
internal sealed class PublicAddress
{
    public Uri? PublicUrl { get; set; }
    public string[] AllowedOrigins { get; set; } = [];

    /// <summary>The path that a proxy puts before ours, without a slash at its end.</summary>
    public string BasePath => PublicUrl?.AbsolutePath.TrimEnd('/') ?? "";

    /// <summary>Whether who asked came by HTTPS. Where people use that, they did, though a proxy in front does not say so, or is not believed.</summary>
    public bool IsHttps(HttpRequest request) => request.IsHttps || PublicUrl?.Scheme == Uri.UriSchemeHttps;
}

/// <summary>Which pages may use a browser's cookie or open a socket: CORS covers neither.</summary>
internal sealed class Origins(IOptions<PublicAddress> address)
{
    private static readonly Refusal Refused = new(RefusalCode.OriginRefused, "That is not allowed from this origin.");

    private readonly ImmutableHashSet<string> _allowed = ImmutableHashSet.CreateRange(
        StringComparer.OrdinalIgnoreCase,
        address.Value.AllowedOrigins.Select(Trimmed).Concat(address.Value.PublicUrl is { } url ? [url.GetLeftPart(UriPartial.Authority)] : []));

    /// <summary>Without an <c>Origin</c> it is not a browser's page that asks.</summary>
    public static bool IsSent(HttpRequest request) => request.Headers.Origin.Count > 0;

    /// <summary>Whether the origin that was sent is allowed. Two of them, <c>null</c> and the empty one are not.</summary>
    public bool Allows(HttpRequest request) =>
        request.Headers.Origin is [{ Length: > 0 } origin]
        && (_allowed.Contains(origin) || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));

    /// <summary>Of a request that relies on the browser's cookie. Null: go on.</summary>
    public Refusal? Judge(HttpRequest request) => IsSent(request) && !Allows(request) ? Refused : null;

    private static string Trimmed(string origin) => origin.TrimEnd('/');
}

using System.Net;
using Rostra.Accounts;
using Rostra.Hosting.Safety;

namespace Rostra.Hosting;

/// <summary>What a gateway must not be told, because others could pass for somebody by it.</summary>
public static class GatewayRules
{
    private const string Origin = "Rostra__AllowedOrigins";
    private const string Proxy = "Rostra__KnownProxies";
    private const string PublicUrl = "Rostra__PublicUrl";

    /// <summary>Networks at home and at work may be wide; of the Internet's, those that carry sites for others have no wider ones.</summary>
    private const int WidestPrivate = 8;
    private const int WidestPublic = 12;
    private const int WidestPublicV6 = 28;

    /// <summary>Those of every gateway, also of one that is a silo itself.</summary>
    public static Action<IConfiguration, UnsafeSettings>[] All => [TokensAreSafe, OriginsAreSafe, ProxiesAreSafe, ClientIsAPage, ConnectionsAreNew, LogRules.NothingIsBlurtedOut];

    public static void TokensAreSafe(IConfiguration configuration, UnsafeSettings faults)
    {
        var tokens = configuration.GetSection(TokenOptions.Section);
        if (TokenOptionsCheck.Fault(tokens["SigningKey"]) is { } fault)
        {
            faults.Add("Rostra__Tokens__SigningKey", $"{fault} {TokenOptionsCheck.Remedy}");
        }

        foreach (var former in tokens.GetSection("FormerKeys").GetChildren())
        {
            if (TokenOptionsCheck.Fault(former.Value) is { } old)
            {
                faults.Add($"Rostra__Tokens__FormerKeys__{former.Key}", $"{old} It is still believed: take it out.");
            }
        }

        Within(tokens, "Lifetime", TokenOptions.LifetimeMax, faults);
        Within(tokens, "Leeway", TokenOptions.LeewayMax, faults);
    }

    public static void OriginsAreSafe(IConfiguration configuration, UnsafeSettings faults)
    {
        var isHttps = Uri.TryCreate(configuration["Rostra:PublicUrl"], UriKind.Absolute, out var own) && own.Scheme == Uri.UriSchemeHttps;
        foreach (var origin in configuration.GetSection("Rostra:AllowedOrigins").GetChildren())
        {
            if (OriginFault(origin.Value ?? "", isHttps) is { } fault)
            {
                faults.Add($"{Origin}__{origin.Key}", fault);
            }
        }

        if (configuration["Rostra:PublicUrl"] is { Length: > 0 } url && PublicUrlFault(url) is { } wrong)
        {
            faults.Add(PublicUrl, wrong);
        }
    }

    public static void ProxiesAreSafe(IConfiguration configuration, UnsafeSettings faults)
    {
        foreach (var proxy in configuration.GetSection("Rostra:KnownProxies").GetChildren())
        {
            if (ProxyFault(proxy.Value ?? "") is { } fault)
            {
                faults.Add($"{Proxy}__{proxy.Key}", fault);
            }
        }

        if (LogRules.IsOn(configuration["forwardedHeaders_Enabled"]))
        {
            faults.Add("ASPNETCORE_FORWARDEDHEADERS_ENABLED", $"believes forwarding headers from anybody: take it out, and name your proxies in {Proxy}__0.");
        }
    }

    /// <summary>Everything in the client's directory is shown to everybody.</summary>
    public static void ClientIsAPage(IConfiguration configuration, UnsafeSettings faults)
    {
        if (configuration[ClientFiles.Setting] is { Length: > 0 } directory && !File.Exists(Path.Combine(directory, "index.html")))
        {
            faults.Add("Rostra__Client__Directory", "has no index.html, so it is not the built client, and everybody could read what is in it: name the directory that npm run build made, or nothing.");
        }
    }

    public static void ConnectionsAreNew(IConfiguration configuration, UnsafeSettings faults)
    {
        foreach (var protocols in Versions(configuration.GetSection("Kestrel")).Where(version => version.Value is not (null or "None" or "Tls12" or "Tls13")))
        {
            faults.Add(protocols.Path.Replace(":", "__", StringComparison.Ordinal), "can be broken: leave TLS to the system, or name Tls12 and Tls13.");
        }

        static IEnumerable<IConfigurationSection> Versions(IConfigurationSection section) =>
            section.Key.Equals("SslProtocols", StringComparison.OrdinalIgnoreCase) ? section.GetChildren() : section.GetChildren().SelectMany(Versions);
    }

    private static void Within(IConfigurationSection tokens, string name, TimeSpan max, UnsafeSettings faults)
    {
        if (tokens[name] is { } text && (!TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var time) || time < TimeSpan.Zero || time > max))
        {
            faults.Add($"Rostra__Tokens__{name}", $"must be from 0 to {max}: so long would a copy be good.");
        }
    }

    private static string? OriginFault(string origin, bool isHttps) =>
        origin.Contains('*', StringComparison.Ordinal) ? "lets pages of others use people's cookies and sockets: name each origin in full, such as https://chat.example.org."
        : !Uri.TryCreate(origin, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery is not "/" || url.Fragment.Length > 0 || url.UserInfo.Length > 0
            ? "is no origin: name scheme, host and port only, such as https://chat.example.org."
        : url.Scheme is "http" && !Reach.IsLoopback(url.Host) && (isHttps || !Reach.IsLocalName(url.Host))
            ? "can be read and changed on its way: use https."
        : null;

    private static string? PublicUrlFault(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0
            ? "is no address of a site: such as https://chat.example.org or https://example.org/chat."
        : url.Scheme is "http" && !Reach.IsLocalName(url.Host) ? "sends passwords unencrypted: use https."
        : null;

    private static string? ProxyFault(string proxy)
    {
        if (IPAddress.TryParse(proxy, out var address))
        {
            return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? "is no proxy's address: name your proxy's." : null;
        }

        return !System.Net.IPNetwork.TryParse(proxy, out var network) ? "is neither an address nor a network, such as 10.0.0.7 or 10.0.0.0/24."
            : network.PrefixLength < Widest(network.BaseAddress)
                ? "believes forwarding headers from almost anybody, so everybody could pass for any address: name your proxy's network."
                : null;
    }

    // Where Kestrel listens on IPv6, callers of IPv4 have addresses of both kinds.
    private static int Widest(IPAddress network)
    {
        const int MappedPrefix = 96;
        return network.IsIPv4MappedToIPv6 ? MappedPrefix + Widest(network.MapToIPv4())
            : !Reach.IsPublic(network) ? WidestPrivate
            : network.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork ? WidestPublic
            : WidestPublicV6;
    }
}

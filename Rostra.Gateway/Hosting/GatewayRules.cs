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
    private const int WidestNetwork = 8;

    /// <summary>Those of every gateway, also of one that is a silo itself.</summary>
    public static Action<IConfiguration, UnsafeSettings>[] All => [TokensAreSafe, OriginsAreSafe, ProxiesAreSafe, LogRules.NothingIsBlurtedOut];

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

        if (configuration["forwardedHeaders_Enabled"] is "1" or "true" or "True")
        {
            faults.Add("ASPNETCORE_FORWARDEDHEADERS_ENABLED", $"believes forwarding headers from anybody: take it out, and name your proxies in {Proxy}__0.");
        }
    }

    public static void ManagementIsPrivate(IConfiguration configuration, UnsafeSettings faults)
    {
        foreach (var url in (configuration["Rostra:Management:Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var host = HostOf(url);
            if (host is null || Reach.IsAny(host) || Reach.IsPublic(host))
            {
                faults.Add("Rostra__Management__Urls", "has no login and would be open to everybody: name one private address, such as http://127.0.0.1:5081, or none.");
            }
        }
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
            : network.PrefixLength < WidestNetwork
                ? "believes forwarding headers from almost anybody, so everybody could pass for any address: name your proxy's network."
                : null;
    }

    private static string? HostOf(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Host;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

using System.Net;

namespace Rostra.Hosting.Safety;

/// <summary>From where an address can be reached, as far as the address itself tells.</summary>
public static class Reach
{
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    private static readonly string[] LocalEndings = [".localhost", ".local", ".lan", ".internal", ".home.arpa"];

    /// <summary>This machine only.</summary>
    public static bool IsLoopback(string host) =>
        host.StartsWith('/') // A Unix socket.
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>An address that routers of the Internet carry. A name tells nothing.</summary>
    public static bool IsPublic(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var address) && IsPublic(address);

    public static bool IsPublic(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !IPAddress.IsLoopback(address) && !Private.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }

    /// <summary>A name or address that only a network at home or at work knows.</summary>
    public static bool IsLocalName(string host) =>
        IsLoopback(host)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address)
            ? !IsPublic(address)
            : !host.Contains('.', StringComparison.Ordinal) || LocalEndings.Any(ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    /// <summary>"Every address of this machine".</summary>
    public static bool IsAny(string host) => host is "*" or "+" or "0.0.0.0" or "[::]" or "::";
}

using System.Net;
using System.Net.Sockets;

namespace Rostra.Hosting;

/// <summary>Who is counted as one caller: an IPv4 address, or an IPv6 network of 64 bits, which one household has to itself.</summary>
internal static class ClientAddress
{
    private const int NetworkBytes = 8;

    /// <summary>Null for a caller that is not counted.</summary>
    public static string? Counted(HttpContext context, GatewayLimits limits) =>
        context.Connection.RemoteIpAddress is { } address && (limits.CountLoopback || !IPAddress.IsLoopback(address)) ? Of(address) : null;

    public static string Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}

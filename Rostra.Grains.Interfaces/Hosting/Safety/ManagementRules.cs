using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace Rostra.Hosting.Safety;

/// <summary>From where operators' pages may be reached: they have no login, but for a dashboard's password that nothing encrypts.</summary>
public static class ManagementRules
{
    private const string Remedy = "has no login and would be open to everybody: name one private address, such as http://127.0.0.1:5081, or none.";

    /// <summary>Of a gateway, and of a process that is one itself.</summary>
    public static void IsPrivate(IConfiguration configuration, UnsafeSettings faults)
    {
        if (Hosts(configuration["Rostra:Management:Urls"]).Any(host => !IsPrivate(host)))
        {
            faults.Add("Rostra__Management__Urls", Remedy);
        }
    }

    /// <summary>Of a silo, which probes must reach from outside of its machine: every address will do where none of them is public.</summary>
    public static void ProbesAreNear(IConfiguration configuration, UnsafeSettings faults)
    {
        foreach (var name in new[] { "Rostra:Management:Urls", "Rostra:Health:Urls" })
        {
            if (Hosts(configuration[name]).Any(host => !IsPrivate(host) && (!Reach.IsAny(host) || OwnAddresses().Any(Reach.IsPublic))))
            {
                faults.Add(name.Replace(":", "__", StringComparison.Ordinal), Remedy);
            }
        }
    }

    /// <summary>Of this machine. Orleans looks for IPv4 first, and takes IPv6 only where there is nothing else.</summary>
    public static IReadOnlyList<IPAddress> OwnAddresses()
    {
        var all = NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus is OperationalStatus.Up && card.NetworkInterfaceType is not NetworkInterfaceType.Loopback)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(own => own.Address)
            .ToArray();
        var v4 = all.Where(own => own.AddressFamily is AddressFamily.InterNetwork).ToArray();
        return v4.Length > 0 ? v4 : all;
    }

    // Of a name that is no address, Kestrel listens everywhere.
    private static bool IsPrivate(string host) =>
        Reach.IsLoopback(host) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && !IPAddress.Any.Equals(address) && !IPAddress.IPv6Any.Equals(address) && !Reach.IsPublic(address));

    private static IEnumerable<string> Hosts(string? urls) =>
        (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Host);

    // Not Uri: http://+:80 and http://unix:/run/x are none.
    private static string Host(string url)
    {
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];
        if (rest.StartsWith("unix:/", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("pipe:/", StringComparison.OrdinalIgnoreCase))
        {
            return "localhost";
        }

        var authority = rest.Split('/')[0];
        return authority.StartsWith('[') ? authority[..(authority.IndexOf(']', StringComparison.Ordinal) + 1)] : authority.Split(':')[0];
    }
}

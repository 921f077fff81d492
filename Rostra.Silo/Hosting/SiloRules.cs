using System.Net;
using Rostra.Hosting.Safety;

namespace Rostra.Hosting;

/// <summary>What a silo must not be told: without TLS, Orleans' ports have no login, so whoever reaches them can do everything.</summary>
public static class SiloRules
{
    private const string Address = "Orleans__Endpoints__AdvertisedIPAddress";

    public static void PortsArePrivate(IConfiguration configuration, UnsafeSettings faults)
    {
        var hasLogin = ClusterTlsRules.Files(configuration).IsAsked; // Files that do not fit are refused on their own account.
        if (configuration["Orleans:Endpoints:AdvertisedIPAddress"] is not { Length: > 0 } text)
        {
            if (!hasLogin && ManagementRules.OwnAddresses().Any(Reach.IsPublic))
            {
                faults.Add(Address, "is missing on a machine with a public address, and Orleans could take that one: name a private address.");
            }
        }
        else if (!IPAddress.TryParse(text, out var address) || Reach.IsAny(text))
        {
            faults.Add(Address, "must be one address of this machine, such as 10.0.0.5.");
        }
        else if (!hasLogin && Reach.IsPublic(address))
        {
            faults.Add(Address, "is public, and Orleans' ports have no login: name a private address, in a network that only silos and gateways are in, or set Rostra__ClusterTls__CertificatePath, KeyPath and CaPath.");
        }
    }
}

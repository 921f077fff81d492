using Microsoft.Extensions.Configuration;
using Rostra.Hosting.Tls;

namespace Rostra.Hosting.Safety;

/// <summary>TLS between silos and gateways: asked for in part is not asked for, and files that do not fit together would keep everybody out, or let others in.</summary>
public static class ClusterTlsRules
{
    public static void FilesFit(IConfiguration configuration, UnsafeSettings faults)
    {
        if (Files(configuration) is { IsAsked: true } files)
        {
            _ = ClusterIdentity.Read(files, faults.Add);
        }
    }

    public static ClusterTls Files(IConfiguration configuration)
    {
        var section = configuration.GetSection(ClusterTls.Section);
        return new ClusterTls
        {
            CertificatePath = section[nameof(ClusterTls.CertificatePath)],
            KeyPath = section[nameof(ClusterTls.KeyPath)],
            CaPath = section[nameof(ClusterTls.CaPath)],
        };
    }
}

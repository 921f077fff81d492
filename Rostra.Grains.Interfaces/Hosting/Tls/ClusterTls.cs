namespace Rostra.Hosting.Tls;

/// <summary>TLS between silos and gateways, where all three files are named: PEM, as operators and Kubernetes keep them.</summary>
public sealed class ClusterTls
{
    public const string Section = "Rostra:ClusterTls";

    /// <summary>This process's certificate, and those between it and the authority, if there are any.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>Its key, unencrypted.</summary>
    public string? KeyPath { get; set; }

    /// <summary>The authority of this cluster. Whoever has a certificate of it is let in, so it must sign for nobody else.</summary>
    public string? CaPath { get; set; }

    /// <summary>Whether somebody has asked for it. What is missing then is refused at the start.</summary>
    public bool IsAsked => !string.IsNullOrEmpty(CertificatePath) || !string.IsNullOrEmpty(KeyPath) || !string.IsNullOrEmpty(CaPath);
}

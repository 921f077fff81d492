using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rostra.Hosting.Tls;

/// <summary>Who this process is among the cluster's, and whom it lets in, as its files say at one moment.</summary>
internal sealed class ClusterIdentity
{
    public const string AsServer = "1.3.6.1.5.5.7.3.1";
    public const string AsClient = "1.3.6.1.5.5.7.3.2";
    private const int AuthoritiesMax = 4;

    private readonly X509Certificate2Collection _roots;
    private readonly X509Certificate2Collection _between;

    private ClusterIdentity(X509Certificate2 own, X509Certificate2Collection roots, X509Certificate2Collection between)
    {
        (Own, _roots, _between) = (own, roots, between);
        Shown = SslStreamCertificateContext.Create(own, between, offline: true);
    }

    public X509Certificate2 Own { get; }

    /// <summary>What others are shown: the certificate, and those between it and the authority.</summary>
    public SslStreamCertificateContext Shown { get; }

    /// <summary>Null where the files are no identity; then <paramref name="fault"/> was told each reason, by the setting it concerns.</summary>
    public static ClusterIdentity? Read(ClusterTls files, Action<string, string> fault)
    {
        var faults = 0;
        var certificates = Certificates(nameof(ClusterTls.CertificatePath), files.CertificatePath);
        var authorities = Certificates(nameof(ClusterTls.CaPath), files.CaPath);
        var key = Text(nameof(ClusterTls.KeyPath), files.KeyPath);
        X509Certificate2Collection roots = [.. authorities.Where(IsRoot)];
        if (authorities.Count > 0 && roots.Count == 0)
        {
            Told(nameof(ClusterTls.CaPath), "holds no certificate that signs itself: name the authority's own.");
        }
        else if (roots.Count > AuthoritiesMax)
        {
            Told(nameof(ClusterTls.CaPath), $"names {roots.Count} authorities, and whoever has a certificate of any of them would be let in: name one that signs for this cluster alone.");
        }

        if (certificates.Count == 0 || key is null || WithKey(certificates[0], key) is not { } own)
        {
            if (certificates.Count > 0 && key is not null)
            {
                Told(nameof(ClusterTls.KeyPath), "is not the certificate's key, or is encrypted: an unencrypted key in PEM is needed.");
            }

            return null;
        }

        var identity = new ClusterIdentity(own, roots, [.. certificates.Skip(1), .. authorities.Where(each => !IsRoot(each))]);
        var now = DateTime.Now;
        if (now < own.NotBefore || now > own.NotAfter)
        {
            Told(nameof(ClusterTls.CertificatePath), "is not valid today: make a new certificate.");
        }
        else if (roots.Count > 0 && !(identity.Trusts(own, null, AsServer) && identity.Trusts(own, null, AsClient)))
        {
            Told(nameof(ClusterTls.CertificatePath), $"is not signed by the authority of {Setting(nameof(ClusterTls.CaPath))}, or not for both ends of a connection (serverAuth and clientAuth).");
        }

        return faults == 0 ? identity : null;

        void Told(string name, string reason)
        {
            faults++;
            fault(Setting(name), reason);
        }

        string? Text(string name, string? path)
        {
            if (string.IsNullOrEmpty(path))
            {
                Told(name, "is missing: TLS between processes needs a certificate, its key and the authority that signed it.");
                return null;
            }

            try
            {
                return File.ReadAllText(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Told(name, "cannot be read: is the file there, and may this process read it?");
                return null;
            }
        }

        X509Certificate2Collection Certificates(string name, string? path)
        {
            var found = new X509Certificate2Collection();
            if (Text(name, path) is { } pem)
            {
                try
                {
                    found.ImportFromPem(pem);
                }
                catch (CryptographicException)
                {
                    found.Clear();
                }

                if (found.Count == 0)
                {
                    Told(name, "holds no certificate in PEM.");
                }
            }

            return found;
        }
    }

    /// <summary>Names and addresses are not compared: silos are known by where Redis says they are. The machine's own authorities count for nothing.</summary>
    public bool Trusts(X509Certificate? shown, X509Chain? sent, string use)
    {
        if (shown is null)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        chain.ChainPolicy.ExtraStore.AddRange(_between);
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        }

        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(use));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // Whoever is no longer to be let in: a new authority, or certificates of a few days.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(shown as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(shown.GetRawCertData()));
    }

    private static string Setting(string name) => $"{ClusterTls.Section}:{name}".Replace(":", "__", StringComparison.Ordinal);

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static X509Certificate2? WithKey(X509Certificate2 certificate, string key)
    {
        try
        {
            using var own = X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), key);

            // Windows takes no key that is only in memory.
            return X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rostra.Testing;

namespace Rostra.Safety;

/// <summary>An authority of its own, and the files of those it signs for.</summary>
internal sealed class Authority : IDisposable
{
    private readonly TestDirectory _files = new("rostra-ca-");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _own;

    public Authority()
    {
        var request = new CertificateRequest($"CN=test {Guid.NewGuid():N}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-400), DateTimeOffset.UtcNow.AddDays(400));
        File.WriteAllText(CaPath, _own.ExportCertificatePem());
    }

    public string CaPath => Path.Combine(_files.Path, "ca.pem");

    /// <summary>The certificate itself, for those who knock without Rostra.</summary>
    public X509Certificate2 Signs(out string certificatePath, out string keyPath, bool asServer = true, bool asClient = true, int fromDay = -1, int toDay = 30, string? host = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256);
        var uses = new OidCollection();
        if (asServer)
        {
            uses.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        }

        if (asClient)
        {
            uses.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        }

        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(uses, false));
        if (host is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(host);
            request.CertificateExtensions.Add(names.Build());
        }

        using var signed = request.Create(_own, DateTimeOffset.UtcNow.AddDays(fromDay), DateTimeOffset.UtcNow.AddDays(toDay), Guid.NewGuid().ToByteArray());
        var name = Guid.NewGuid().ToString("N");
        (certificatePath, keyPath) = (Path.Combine(_files.Path, $"{name}.pem"), Path.Combine(_files.Path, $"{name}-key.pem"));
        File.WriteAllText(certificatePath, signed.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>Of a process that this authority signed for, and that trusts <paramref name="trusted"/> (or the same).</summary>
    public Dictionary<string, string?> Settings(Authority? trusted = null)
    {
        using var signed = Signs(out var certificate, out var key);
        return new()
        {
            ["Rostra:ClusterTls:CertificatePath"] = certificate,
            ["Rostra:ClusterTls:KeyPath"] = key,
            ["Rostra:ClusterTls:CaPath"] = (trusted ?? this).CaPath,
        };
    }

    public void Dispose()
    {
        _own.Dispose();
        _key.Dispose();
        _files.Dispose();
    }
}

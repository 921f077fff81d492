using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rostra.Testing;

/// <summary>A certificate that nobody but the test itself trusts.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 Made(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>Callers that trust this certificate and no other. They follow no redirection and keep no cookie.</summary>
    public static SocketsHttpHandler Handler(X509Certificate2 trusted) => new()
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, theirs, _, _) => theirs!.GetCertHashString() == trusted.GetCertHashString() },
        UseCookies = false,
        AllowAutoRedirect = false,
    };
}

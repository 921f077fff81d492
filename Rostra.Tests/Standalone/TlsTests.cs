using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using Rostra.Testing;
using Xunit;

namespace Rostra.Standalone;

/// <summary>Rostra with a certificate of its own, without any proxy.</summary>
[Trait("Set", "slow")]
public sealed class TlsTests : IDisposable
{
    private readonly TestDirectory _directory = new("rostra-tls-");

    [Fact]
    public async Task It_answers_over_its_own_certificate_and_tells_browsers_to_stay()
    {
        var (certificate, key) = (Path.Combine(_directory.Path, "certificate.pem"), Path.Combine(_directory.Path, "key.pem"));
        using var made = TestCertificate.Made("127.0.0.1");
        await File.WriteAllTextAsync(certificate, made.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(key, made.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);

        await using var rostra = await StandaloneProcess.StartAt(
            "https://127.0.0.1:0", Path.Combine(_directory.Path, "data"), $"Kestrel__Certificates__Default__Path={certificate}", $"Kestrel__Certificates__Default__KeyPath={key}");

        Assert.StartsWith("https://127.0.0.1:", rostra.Url, StringComparison.Ordinal);
        using var http = new HttpClient(TestCertificate.Handler(made)) { BaseAddress = new Uri(rostra.Url) };
        var ready = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.NotEmpty(ready.Headers.GetValues("Strict-Transport-Security"));
        var registered = await http.PostAsJsonAsync(
            "/api/auth/register", new { username = "ann", email = "ann@example.org", password = "correct horse battery" }, TestContext.Current.CancellationToken);
        Assert.Contains("; secure", Assert.Single(registered.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, await rostra.Signal("TERM"));
    }

    public void Dispose() => _directory.Dispose();
}

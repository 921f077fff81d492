using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.Extensions.Configuration;
using Rostra.Doctor;
using Rostra.Testing;
using Xunit;

namespace Rostra.Operations;

/// <summary>What is wrong with settings and machines is found, and what to do is said.</summary>
public sealed class DoctorChecksTests : IDisposable
{
    private readonly TestDirectory _directory = new("rostra-doctor-");

    [Fact]
    public async Task A_misspelt_setting() => Said(await Look(new SettingsFit(), ("Rostra:Limits:SendBrust", "1")), Verdict.Wrong, "SendBurst");

    [Theory]
    [InlineData(null, "is missing")]
    [InlineData("c2hvcnQ=", "shorter than 32 bytes")]
    [InlineData("YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=", "is not random")]
    public async Task A_weak_key(string? key, string reason) =>
        Said(await Look(new SigningKeyIsStrong(), ("Rostra:Tokens:SigningKey", key), ("ConnectionStrings:Redis", "127.0.0.1:1")), Verdict.Wrong, reason);

    [Fact]
    public async Task A_strong_key() => Said(await Look(new SigningKeyIsStrong(), ("Rostra:Tokens:SigningKey", Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)))), Verdict.Well, "random");

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task A_secret_that_others_can_read()
    {
        var file = Path.Combine(_directory.Path, "signing.key");
        await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Said(await Look(new SecretFilesArePrivate()), Verdict.Wrong, file);

        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        Said(await Look(new SecretFilesArePrivate()), Verdict.Well, "owner");
    }

    [Fact]
    public async Task A_proxy_whose_word_is_not_taken()
    {
        Said(await Look(new ProxyIsKnown(), ("Rostra:PublicUrl", "https://chat.example.org")), Verdict.Doubtful, "names none");
        Said(await Look(new ProxyIsKnown(), ("Rostra:KnownProxies:0", "0.0.0.0/0")), Verdict.Wrong, "Everybody");
        Said(await Look(new ProxyIsKnown(), ("Rostra:PublicUrl", "https://chat.example.org"), ("Rostra:KnownProxies:0", "10.0.0.1")), Verdict.Well, "named");
    }

    [Fact]
    public async Task Icu() => Said(await Look(new UnicodeIsThere()), Verdict.Well, "ICU");

    [Fact]
    public async Task A_port_that_another_program_has()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        Said(await Look(new PortsAreFree(), ("urls", url)), Verdict.Wrong, url);

        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "lock"), "", TestContext.Current.CancellationToken);
        using var running = Rostra.Postgres.FileLock.TryTake(Path.Combine(_directory.Path, "lock"));
        Said(await Look(new PortsAreFree(), ("urls", url)), Verdict.Well, "running Rostra");
        taken.Stop();
        Said(await Look(new PortsAreFree(), ("urls", url)), Verdict.Well, "free");
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written()
    {
        Said(await Look(new DataDirectoryIsWritable(), ("Rostra:DataDirectory", "/proc/rostra")), Verdict.Wrong, "/proc");
        Said(await Look(new DataDirectoryIsWritable(), ("Rostra:DataDirectory", Path.Combine(_directory.Path, "new", "one"))), Verdict.Well, "can be written");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Theory]
    [InlineData(0.5, 100, Verdict.Wrong)]
    [InlineData(5, 100, Verdict.Doubtful)]
    [InlineData(50, 100, Verdict.Well)]
    public async Task A_disk_that_is_nearly_full(double free, double whole, object verdict) =>
        Said(await Look(new DiskHasRoom(_ => ((long)(free * (1 << 30)), (long)(whole * (1 << 30))))), (Verdict)verdict, "GiB");

    [Fact]
    public async Task This_disk() => Assert.NotEqual(Verdict.Skipped, (await Look(new DiskHasRoom())).Verdict);

    [Fact]
    public async Task Too_few_open_files()
    {
        var limits = Path.Combine(_directory.Path, "limits");
        await File.WriteAllTextAsync(limits, "Limit                     Soft Limit           Hard Limit           Units\nMax open files            1024                 4096                 files\n", TestContext.Current.CancellationToken);
        Said(await Look(new FilesAreAllowed(limits)), Verdict.Doubtful, "4096");
        Assert.NotEqual(Verdict.Skipped, (await Look(new FilesAreAllowed())).Verdict);
    }

    [Fact]
    public async Task Too_little_memory()
    {
        Said(await Look(new MemorySuffices(() => 256L << 20)), Verdict.Doubtful, "256 MiB");
        Said(await Look(new MemorySuffices()), Verdict.Well, "MiB");
    }

    [Fact]
    public void Certificates()
    {
        var check = new DoorIsEncrypted(TimeProvider.System);
        Said(check.Judge(SslPolicyErrors.None, TimeSpan.FromDays(-1)), Verdict.Wrong, "over");
        Said(check.Judge(SslPolicyErrors.RemoteCertificateNameMismatch, TimeSpan.FromDays(90)), Verdict.Wrong, "NameMismatch");
        Said(check.Judge(SslPolicyErrors.None, TimeSpan.FromDays(5)), Verdict.Doubtful, "5 more days");
        Said(check.Judge(SslPolicyErrors.None, TimeSpan.FromDays(90)), Verdict.Well, "90");
    }

    [Fact]
    public void There_are_at_least_thirty_and_each_has_a_name_of_its_own()
    {
        Assert.True(DoctorCommand.Checks.Count >= 30);
        Assert.Distinct(DoctorCommand.Checks.Select(check => check.Name));
    }

    public void Dispose() => _directory.Dispose();

    private async Task<Finding> Look(Check check, params (string Name, string? Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        all.TryAdd("Rostra:DataDirectory", _directory.Path);
        await using var patient = new Patient(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), null, 1);
        return await check.Look(patient, TestContext.Current.CancellationToken);
    }

    internal static void Said(Finding finding, Verdict verdict, string text)
    {
        Assert.Contains(text, finding.Says, StringComparison.Ordinal);
        Assert.Equal(verdict, finding.Verdict);
        Assert.Equal(verdict is Verdict.Doubtful or Verdict.Wrong, finding.Do is { Length: > 0 });
    }
}

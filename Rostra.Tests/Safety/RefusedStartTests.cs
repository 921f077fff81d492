using System.Diagnostics;
using Rostra.Hosting.Safety;
using Xunit;

namespace Rostra.Safety;

/// <summary>The programs themselves, with settings that others could use.</summary>
[Trait("Set", "slow")]
public sealed class RefusedStartTests
{
    private const string WeakPassword = "Changeme1";

    [Theory]
    [InlineData("Rostra.Gateway", "Rostra__Tokens__SigningKey is missing", "ConnectionStrings__Redis has a password that anybody would try first")]
    [InlineData("Rostra.Silo", "ConnectionStrings__Postgres has a password that anybody would try first", "ConnectionStrings__Redis has a password")]
    public async Task A_program_ends_at_once_and_says_all_that_is_wrong(string program, params string[] reasons)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "..", "..", program, "debug", program)) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["ConnectionStrings__Redis"] = $"10.255.255.1:6379,password={WeakPassword}";
        start.Environment["ConnectionStrings__Postgres"] = $"Host=10.255.255.1;Username=rostra;Password={WeakPassword}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(UnsafeSettings.ExitCode, process.ExitCode);
        Assert.All(reasons, reason => Assert.Contains(reason, errors, StringComparison.Ordinal));
        Assert.DoesNotContain(WeakPassword, errors + await output, StringComparison.OrdinalIgnoreCase);
    }
}

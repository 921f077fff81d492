using System.Net.Http.Json;
using Rostra.Postgres;
using Rostra.Testing;
using Xunit;

namespace Rostra.Standalone;

/// <summary>What the program does besides serving, as a person calls it.</summary>
[Trait("Set", "slow")]
public sealed class VerbTests(PostgresServer postgres) : IDisposable
{
    private readonly TestDirectory _directory = new("rostra-verbs-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_of_a_running_Rostra_starts_in_another_directory_and_moves_to_a_server_of_ones_own()
    {
        var (data, file, elsewhere) = (Path.Combine(_directory.Path, "data"), Path.Combine(_directory.Path, "all.backup"), Path.Combine(_directory.Path, "elsewhere"));
        await using (var rostra = await StandaloneProcess.Start(data))
        {
            await Register(rostra.Url, "ann");
            var backup = await StandaloneProcess.Run(data, ["backup", file]);
            Assert.Equal((0, true), (backup.ExitCode, backup.Output.Contains("1 accounts, 0 rooms, 0 messages", StringComparison.Ordinal)));
            Assert.Equal("600", (await StandaloneProcess.Shell($"stat -c %a {file}")).Output);

            Refused(await StandaloneProcess.Run(data, ["backup", file]), "is there already");
            Refused(await StandaloneProcess.Run(data, ["restore", file]), "Another running Rostra uses the data directory");
            await rostra.Signal("TERM");
        }

        Refused(await StandaloneProcess.Run(data, ["restore", file]), "holds 1 accounts already");
        var restored = await StandaloneProcess.Run(elsewhere, ["restore", file]);
        Assert.True(restored.ExitCode == 0, restored.Errors);
        await using (var rostra = await StandaloneProcess.Start(elsewhere))
        {
            Assert.Equal(1L, await rostra.Query("select count(*) from rostra.users"));
            Refused(await StandaloneProcess.Run(elsewhere, ["move-to", "--postgres", "Host=127.0.0.1;Port=1"]), "Another running Rostra");
            await rostra.Signal("TERM");
        }

        var server = await postgres.CreateDatabase();
        var moved = await StandaloneProcess.Run(elsewhere, ["move-to", "--postgres", server]);
        Assert.True(moved.ExitCode == 0, moved.Errors);
        Assert.Contains("1 accounts", moved.Output, StringComparison.Ordinal);
        Refused(await StandaloneProcess.Run(elsewhere, ["--urls=http://127.0.0.1:0"]), "were moved to");
        await using var there = await StandaloneProcess.Start(elsewhere, $"ConnectionStrings__Postgres={server}");
        using var client = new HttpClient();
        using var login = await client.PostAsJsonAsync(new Uri(new Uri(there.Url), "/api/auth/login"), new { username = "ann", password = TestAccount.Password }, Cancellation);
        login.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Migrating_alone_says_what_it_did_and_ends()
    {
        var server = $"ConnectionStrings__Postgres={await postgres.CreateDatabase()}";

        var first = await StandaloneProcess.Run(_directory.Path, ["--migrate-only"], server);
        var second = await StandaloneProcess.Run(_directory.Path, ["--migrate-only"], server);

        Assert.Contains("ran 0001_room_log", first.Output, StringComparison.Ordinal);
        Assert.EndsWith("there was nothing to do.", second.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.StartsWith("Rostra ", (await StandaloneProcess.Run(_directory.Path, ["--version"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_with_nothing_in_it_is_refused_and_stays_empty()
    {
        Refused(await StandaloneProcess.Run(_directory.Path, ["backup", Path.Combine(_directory.Path, "all.backup")]), "There is no embedded PostgreSQL");
        Refused(await StandaloneProcess.Run(_directory.Path, ["restore", Path.Combine(_directory.Path, "all.backup")]), "all.backup");

        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("move-to")]
    public async Task Each_verb_explains_itself(string verb)
    {
        var help = await StandaloneProcess.Run(_directory.Path, [verb, "--help"]);

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("--postgres", help.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static async Task Register(string url, string name)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsJsonAsync(
            new Uri(new Uri(url), "/api/auth/register"), new { username = name, email = $"{name}@example.org", password = TestAccount.Password }, Cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private static void Refused(ToolResult answer, string reason)
    {
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(reason, answer.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Errors, StringComparison.Ordinal);
    }
}

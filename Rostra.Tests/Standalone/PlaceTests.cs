using Npgsql;
using Rostra.Postgres;
using Rostra.Testing;
using Xunit;

namespace Rostra.Standalone;

/// <summary>Where things are kept, by whom, and who can read them.</summary>
[Trait("Set", "slow")]
public sealed class PlaceTests(PostgresServer server) : IDisposable
{
    private readonly TestDirectory _directory = new("rostra-place-");

    [Fact]
    public async Task Nothing_is_given_up_for_speed_and_nobody_else_can_connect()
    {
        await using var rostra = await StandaloneProcess.Start(_directory.Path);

        Assert.Equal("on on on", await rostra.Query(
            "SELECT concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'))"));
        Assert.Equal("", await rostra.Query("SELECT current_setting('listen_addresses')"));
        Assert.Equal(0L, await rostra.Query("SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"));
        var modes = await StandaloneProcess.Shell($"cd {_directory.Path} && stat -c %a postgres.password signing.key | xargs");
        Assert.Equal("600 600", modes.Output);
    }

    [Fact]
    public async Task Nothing_is_written_outside_the_data_directory_and_nothing_complained_of()
    {
        var home = Path.Combine(_directory.Path, "home");
        Directory.CreateDirectory(home);
        await using var rostra = await StandaloneProcess.Start(Path.Combine(_directory.Path, "data"), $"HOME={home}");

        await rostra.Signal("TERM");

        Assert.Empty(Directory.EnumerateFileSystemEntries(home));
        Assert.Empty(await rostra.Complaints());
    }

    [Fact]
    public async Task Text_has_Unicode_letters_and_compares_by_its_bytes()
    {
        await using var rostra = await StandaloneProcess.Start(_directory.Path);

        Assert.Equal("äß", await rostra.Query("SELECT lower('Äß')"));
        Assert.Equal("'é':1 'ü':2", await rostra.Query("SELECT to_tsvector('simple', 'É—Ü')::text"));
        Assert.Equal(true, await rostra.Query("SELECT 'Z' < 'a'"));
    }

    [Fact]
    public async Task Another_account_runs_Postgres_where_root_starts_us_and_its_place_is_one_that_it_can_reach()
    {
        var home = Path.Combine(_directory.Path, "home");
        var data = Path.Combine(home, ".rostra");
        Modes.MakeDirectory(home, Modes.Private);

        await using var rostra = await StandaloneProcess.Start(data);

        var place = new DirectoryInfo(Path.Combine(data, "postgres")).LinkTarget;
        var user = (await StandaloneProcess.Shell($"ps -o user= -p {rostra.PostmasterPid}")).Output;
        Assert.Equal(Environment.IsPrivilegedProcess ? "nobody" : Environment.UserName, user);
        Assert.Equal(Environment.IsPrivilegedProcess, place is not null);
        if (place is not null)
        {
            Assert.StartsWith("/var/lib/rostra/", place, StringComparison.Ordinal);
            Assert.EndsWith($"messages: {place})", rostra.ReadyLine, StringComparison.Ordinal);
            await rostra.Signal("TERM");
            Directory.Delete(place, recursive: true);
        }
    }

    [Fact]
    public async Task A_place_too_deep_for_a_socket_has_its_socket_elsewhere_and_leaves_none_behind()
    {
        var data = Path.Combine(_directory.Path, new string('d', 90));

        await using (var rostra = await StandaloneProcess.Start(data))
        {
            Assert.Equal(1, await rostra.Query("SELECT 1"));
            await rostra.Signal("KILL");
        }

        await using var again = await StandaloneProcess.Start(data);
        var socket = (string)(await again.Query("SELECT current_setting('unix_socket_directories')"))!;
        Assert.StartsWith(Path.Combine(Path.GetTempPath(), "rostra-socket-"), socket, StringComparison.Ordinal);
        await again.Signal("TERM");
        Assert.False(Directory.Exists(socket));
    }

    [Fact]
    public async Task With_a_server_of_our_own_none_is_started()
    {
        var theirs = await server.CreateDatabase();
        var address = new NpgsqlConnectionStringBuilder(theirs);

        await using var rostra = await StandaloneProcess.Start(_directory.Path, $"ConnectionStrings__Postgres={theirs}");

        Assert.False(Path.Exists(Path.Combine(_directory.Path, "postgres")));
        Assert.Contains($"messages: {address.Host}:{address.Port}/", rostra.ReadyLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_that_another_account_cannot_reach_are_copied_whole()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var hidden = Path.Combine(_directory.Path, "hidden");
        Modes.MakeDirectory(hidden, Modes.Private);
        var package = NpmPackage.CopyTo(NpmPackage.Find(PostgresPackages.Directory)!, hidden);
        var packages = Path.Combine(hidden, "@embedded-postgres");
        Directory.CreateDirectory(packages);
        Directory.Move(package, Path.Combine(packages, Path.GetFileName(NpmPackage.Find(PostgresPackages.Directory)!)));
        var found = await PostgresBinaries.Find(null, hidden, cancellation);

        var reachable = await found.ReachableBy(Environment.IsPrivilegedProcess ? "nobody" : null, _directory.Path, cancellation);

        var user = Environment.IsPrivilegedProcess ? "nobody" : null;
        Assert.Equal(Environment.IsPrivilegedProcess, !reachable.BinDirectory.StartsWith(hidden, StringComparison.Ordinal));
        Assert.Equal(0, (await Tool.Run(reachable.Initdb, ["--version"], user, cancellation)).ExitCode);
        Assert.Equal(0, (await Tool.Run(reachable.Postgres, ["--version"], user, cancellation)).ExitCode);
    }

    [Fact]
    public async Task Help_tells_what_there_is_to_set()
    {
        var help = await StandaloneProcess.Run(_directory.Path, ["--help"]);

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("Rostra__DataDirectory", help.Output, StringComparison.Ordinal);
        Assert.Contains("--urls", help.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();
}

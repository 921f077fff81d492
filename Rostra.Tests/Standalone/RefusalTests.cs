using System.Net;
using System.Net.Sockets;
using Npgsql;
using Rostra.Postgres;
using Rostra.Testing;
using Xunit;

namespace Rostra.Standalone;

/// <summary>Starts that cannot be: each says why in one line, and that it failed.</summary>
[Trait("Set", "slow")]
public sealed class RefusalTests(PostgresServer postgres) : IDisposable
{
    private readonly TestDirectory _directory = new("rostra-refusal-");

    [Fact]
    public async Task A_second_Rostra_on_the_same_data_directory_is_refused()
    {
        await using var first = await StandaloneProcess.Start(_directory.Path);

        var second = await StandaloneProcess.Run(_directory.Path, ["--urls=http://127.0.0.1:0"]);

        Refused(second, $"Another running Rostra uses the data directory {_directory.Path}");
        Assert.Equal(1, await first.Query("SELECT 1"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}")]
    [InlineData("http://localhost:{0}")]
    [InlineData("http://127.0.0.1:0;http://127.0.0.1:{0}")]
    public async Task A_taken_port_is_refused_before_anything_is_made(string urls)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var answer = await StandaloneProcess.Run(_directory.Path, ["--urls", urls.Replace("{0}", $"{port}", StringComparison.Ordinal)]);

        Refused(answer, $":{port} cannot be listened on");
        Assert.False(Path.Exists(Path.Combine(_directory.Path, "postgres")));
    }

    [Theory]
    [InlineData("nonsense", "'nonsense' is not an option")]
    [InlineData("--url=http://localhost:1", "'--url=http://localhost:1' is not an option")]
    [InlineData("--urls", "--urls needs a value")]
    [InlineData("--urls=localhost", "urls must be addresses with http:// or https://")]
    [InlineData("--Rostra:Limits:SendBrust=1", "Is Rostra:Limits:SendBurst meant")]
    [InlineData("--Rostra:Limits:SendBurst=0", "Rostra:Limits:SendBurst must be more than 0")]
    public async Task A_slip_on_the_command_line_is_refused(string argument, string reason) =>
        Refused(await StandaloneProcess.Run(_directory.Path, [argument]), reason);

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_is_refused() =>
        Refused(await StandaloneProcess.Run("/proc/rostra", []), "The data directory /proc/rostra cannot be used");

    [Fact]
    public async Task A_cluster_of_another_version_is_refused_with_the_way_to_upgrade()
    {
        await using (var rostra = await StandaloneProcess.Start(_directory.Path))
        {
            await rostra.Signal("TERM");
        }

        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "postgres", "cluster", "PG_VERSION"), "14\n", TestContext.Current.CancellationToken);

        var answer = await StandaloneProcess.Run(_directory.Path, ["--urls=http://127.0.0.1:0"]);

        Refused(answer, "were kept by PostgreSQL 14");
        Assert.Contains("pg_upgrade", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_password_is_refused_and_not_replaced()
    {
        await using (var rostra = await StandaloneProcess.Start(_directory.Path))
        {
            await rostra.Signal("TERM");
        }

        File.Delete(Path.Combine(_directory.Path, "postgres.password"));

        Refused(await StandaloneProcess.Run(_directory.Path, ["--urls=http://127.0.0.1:0"]), "postgres.password is missing");
    }

    [Fact]
    public async Task Configured_programs_that_are_not_there_are_refused() => Refused(
        await StandaloneProcess.Run(_directory.Path, ["--urls=http://127.0.0.1:0"], "Rostra__Postgres__BinDirectory=/nowhere"),
        "There is no PostgreSQL 15 or newer in /nowhere");

    [Fact]
    public async Task A_server_of_ours_that_does_not_answer_is_refused()
    {
        var answer = await StandaloneProcess.Run(
            _directory.Path, ["--urls=http://127.0.0.1:0"], "ConnectionStrings__Postgres=Host=127.0.0.1;Port=1;Username=x;Password=hush");

        Refused(answer, "The server of ConnectionStrings__Postgres does not let us in");
        Assert.DoesNotContain("hush", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_ours_where_something_is_missing_is_refused_with_what_to_do()
    {
        var administrator = await postgres.CreateDatabase();
        var role = $"limited_{Guid.NewGuid():N}";
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(administrator) { Pooling = false }.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var limit = new NpgsqlCommand($"create role {role} login password 'secret'; create schema rostra authorization {role}", connection);
            await limit.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var limited = new NpgsqlConnectionStringBuilder(administrator) { Username = role, Password = "secret" }.ConnectionString;
        var answer = await StandaloneProcess.Run(_directory.Path, ["--urls=http://127.0.0.1:0"], $"ConnectionStrings__Postgres={limited}");

        Refused(answer, "let an administrator run, in this database: create extension pg_trgm;");
    }

    public void Dispose() => _directory.Dispose();

    private static void Refused(ToolResult answer, string reason)
    {
        Assert.Contains(reason, Assert.Single(answer.Errors.Split('\n')), StringComparison.Ordinal);
        Assert.Empty(answer.Output);
        Assert.Equal(1, answer.ExitCode);
    }
}

using Microsoft.Extensions.Configuration;
using Npgsql;
using Rostra.Doctor;
using Rostra.Rooms;
using Rostra.Testing;
using Xunit;

namespace Rostra.Operations;

/// <summary>What is wrong with a real Postgres is found.</summary>
public sealed class DoctorPostgresTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_server_that_is_not_there() =>
        DoctorChecksTests.Said(await Look("Host=127.0.0.1;Port=1;Username=x;Password=hush", new PostgresIsReached()), Verdict.Wrong, "does not answer");

    [Fact]
    public async Task A_password_that_is_wrong_is_told_and_not_repeated()
    {
        var server = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabase()) { Password = "hush" };
        var finding = await Look(server.ConnectionString, new PostgresIsReached());
        DoctorChecksTests.Said(finding, Verdict.Wrong, "knows us not");
        Assert.DoesNotContain("hush", finding.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there()
    {
        var server = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabase()) { Database = "nowhere" };
        DoctorChecksTests.Said(await Look(server.ConnectionString, new PostgresIsReached()), Verdict.Wrong, "no such database");
    }

    [Fact]
    public async Task A_cluster_without_a_database()
    {
        await using var patient = new Patient(Settings(("ConnectionStrings:Redis", "127.0.0.1:1")), null, 1);
        DoctorChecksTests.Said(await new PostgresIsReached().Look(patient, TestContext.Current.CancellationToken), Verdict.Wrong, "is not set");
    }

    [Fact]
    public async Task A_server_that_gives_up_durability()
    {
        // The tests' own server does not sync to disk.
        DoctorChecksTests.Said(await Look(await postgres.CreateDatabase(), new PostgresIsDurable()), Verdict.Wrong, "fsync is off");
    }

    [Fact]
    public async Task A_role_without_rights_and_extensions_that_it_may_not_make()
    {
        var administrator = await postgres.CreateDatabase();
        var role = $"doctor_{Guid.NewGuid():N}";
        await Do(administrator, $"create role {role} login password 'secret'");
        var limited = new NpgsqlConnectionStringBuilder(administrator) { Username = role, Password = "secret" }.ConnectionString;
        DoctorChecksTests.Said(await Look(limited, new PostgresPermits()), Verdict.Wrong, "may not create in this database");
        DoctorChecksTests.Said(await Look(limited, new PostgresExtends()), Verdict.Wrong, "the role may not");

        await Do(administrator, "create schema rostra; create extension pg_trgm; create extension btree_gin");
        DoctorChecksTests.Said(await Look(limited, new PostgresPermits()), Verdict.Wrong, "may not create in the schema");
        DoctorChecksTests.Said(await Look(limited, new PostgresExtends()), Verdict.Well, "there");

        await Do(administrator, $"create table rostra.messages (); grant usage on schema rostra to {role}; grant insert on rostra.messages to {role}");
        DoctorChecksTests.Said(await Look(limited, new PostgresPermits()), Verdict.Well, "another one migrates");
    }

    [Fact]
    public async Task A_database_that_is_empty_and_one_that_takes_no_writes()
    {
        var server = await postgres.CreateDatabase();
        DoctorChecksTests.Said(await Look(server, new MigrationsAreDone()), Verdict.Well, "empty");
        DoctorChecksTests.Said(await Look(server, new PostgresTakesWrites()), Verdict.Well, "takes writes");
        await Do(server, $"alter database {new NpgsqlConnectionStringBuilder(server).Database} set default_transaction_read_only = on");
        DoctorChecksTests.Said(await Look(server, new PostgresTakesWrites()), Verdict.Wrong, "read_only");
    }

    [Fact]
    public async Task Migrations_that_are_done_pending_or_of_a_later_version()
    {
        await using var database = await RoomDatabase.Create(postgres);
        DoctorChecksTests.Said(await Look(database.ConnectionString, new MigrationsAreDone()), Verdict.Well, "are done");

        await Do(database.ConnectionString, "insert into rostra.schema_versions (scriptname, applied) values ('Rostra.Storage.Migrations.9999_later.sql', now())");
        DoctorChecksTests.Said(await Look(database.ConnectionString, new MigrationsAreDone()), Verdict.Doubtful, "later version");
        await Do(database.ConnectionString, "delete from rostra.schema_versions where schemaversionsid in (select schemaversionsid from rostra.schema_versions order by scriptname desc limit 2)");
        DoctorChecksTests.Said(await Look(database.ConnectionString, new MigrationsAreDone()), Verdict.Doubtful, "1 migrations are pending");
    }

    [Fact]
    public async Task What_is_well_is_said_to_be_well()
    {
        var server = await postgres.CreateDatabase();
        foreach (Check check in new Check[] { new PostgresIsReached(), new PostgresIsNew(), new PostgresSpeaksUtf8(), new PostgresPermits(), new ClocksAgree(TimeProvider.System), new PostgresIsEncrypted(), new NoPoolerInBetween() })
        {
            Assert.Equal((check.Name, Verdict.Well), (check.Name, (await Look(server, check)).Verdict));
        }
    }

    [Fact]
    public async Task What_other_tests_do_to_the_server_is_looked_at_all_the_same()
    {
        var server = await postgres.CreateDatabase();
        Assert.NotEqual(Verdict.Skipped, (await Look(server, new ConnectionsSuffice())).Verdict);
        Assert.NotEqual(Verdict.Skipped, (await Look(server, new VacuumWorks())).Verdict);
    }

    [Fact]
    public void What_no_test_server_is()
    {
        DoctorChecksTests.Said(new PostgresIsNew().Judge(new Version(14, 9)), Verdict.Wrong, "15 or later");
        DoctorChecksTests.Said(new ConnectionsSuffice().Judge(most: 100, others: 10, silos: 2), Verdict.Wrong, "116");
        DoctorChecksTests.Said(new ClocksAgree(TimeProvider.System).Judge(TimeSpan.FromSeconds(-3)), Verdict.Wrong, "3.0 s behind");
    }

    private static async Task<Finding> Look(string server, Check check)
    {
        await using var patient = new Patient(Settings(("ConnectionStrings:Postgres", server)), null, 1);
        return await check.Look(patient, TestContext.Current.CancellationToken);
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build();

    private static async Task Do(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

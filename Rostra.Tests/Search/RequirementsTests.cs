using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rostra.Storage;
using Rostra.Testing;
using Xunit;

namespace Rostra.Search;

/// <summary>A Postgres that is somebody else's.</summary>
public sealed class RequirementsTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_that_may_not_make_extensions_is_told_what_an_administrator_has_to_do()
    {
        var administrator = await postgres.CreateDatabase();
        var role = $"limited_{Guid.NewGuid():N}";
        await Run(administrator, $"create role {role} login password 'secret'", $"create schema rostra authorization {role}");
        await using var limited = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(administrator) { Username = role, Password = "secret", Pooling = false }.ConnectionString);
        await limited.OpenAsync(Cancellation);

        foreach (var extension in new[] { "pg_trgm", "btree_gin" })
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Requirements.Check(limited, Cancellation));
            Assert.EndsWith($"let an administrator run, in this database: create extension {extension};", refused.Message, StringComparison.Ordinal);
            await Run(administrator, $"create extension {extension}");
        }

        await Requirements.Check(limited, Cancellation);
    }

    [Fact]
    public async Task Extensions_may_be_in_any_schema_of_the_database()
    {
        var database = await postgres.CreateDatabase();
        await Run(database, "create schema elsewhere", "create extension pg_trgm schema elsewhere", "create extension btree_gin schema elsewhere");

        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).Run(Cancellation);

        await Run(database, "select 'rostra.messages_search'::regclass");
    }

    [Fact]
    public async Task A_database_in_another_encoding_is_refused()
    {
        var database = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabase()) { Pooling = false };
        var name = $"latin_{Guid.NewGuid():N}";
        await Run(database.ConnectionString, $"create database {name} encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0");
        database.Database = name;

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => new Migrator(database.ConnectionString, TimeProvider.System, NullLogger<Migrator>.Instance).Run(Cancellation));

        Assert.Contains("UTF8", refused.Message, StringComparison.Ordinal);
    }

    private static async Task Run(string connectionString, params string[] statements)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }
}

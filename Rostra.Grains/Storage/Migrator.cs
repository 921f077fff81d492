using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Rostra.Storage;

/// <summary>Brings the database to this version's schema: scripts embedded in this assembly, in the order of their names, each once, forward only.</summary>
internal sealed partial class Migrator(string connectionString, TimeProvider time, ILogger<Migrator> logger)
{
    /// <summary>Any number that no other program locks in this database.</summary>
    private const long LockKey = 0x526F73747261; // "Rostra"

    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>All that this version knows, in their order.</summary>
    public static ImmutableArray<string> Scripts { get; } =
        [.. typeof(Migrator).Assembly.GetManifestResourceNames().Where(IsScript).Order(StringComparer.Ordinal)];

    /// <param name="only">Of the scripts, those that may run; null: all.</param>
    /// <returns>Those that ran.</returns>
    /// <exception cref="InvalidOperationException">A script failed, or this role may run none; the database is as that found it.</exception>
    public async Task<ImmutableArray<string>> Run(CancellationToken cancellation, IReadOnlyCollection<string>? only = null)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // Asked again and again, never waited for: a waiting lock call holds a snapshot, and CREATE INDEX CONCURRENTLY waits for all snapshots.
        while (!await Ask(connection, "select pg_try_advisory_lock($1)", cancellation))
        {
            await Task.Delay(PollEvery, time, cancellation);
        }
        await Requirements.Check(connection, cancellation);
        var missing = await Missing(connection, only ?? Scripts, cancellation);
        if (missing.IsEmpty)
        {
            return [];
        }
        await RefuseWhereOnlyRowsMayChange(connection, missing[0], cancellation);
        var result = await Task.Run(() => Upgrade(only ?? Scripts), cancellation);
        await Ask(connection, "select pg_advisory_unlock($1)", cancellation);
        if (!result.Successful)
        {
            throw new InvalidOperationException($"The migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }
        foreach (var script in result.Scripts)
        {
            LogMigrated(script.Name);
        }
        return [.. result.Scripts.Select(script => script.Name)];
    }

    private static async Task<ImmutableArray<string>> Missing(NpgsqlConnection connection, IReadOnlyCollection<string> scripts, CancellationToken cancellation)
    {
        await using var there = new NpgsqlCommand("select to_regclass('rostra.schema_versions') is not null", connection);
        if (await there.ExecuteScalarAsync(cancellation) is not true)
        {
            return [.. scripts];
        }
        await using var ran = new NpgsqlCommand("select array_agg(scriptname::text) from rostra.schema_versions", connection);
        return await ran.ExecuteScalarAsync(cancellation) is string[] names ? [.. scripts.Except(names)] : [.. scripts];
    }

    private static async Task RefuseWhereOnlyRowsMayChange(NpgsqlConnection connection, string missing, CancellationToken cancellation)
    {
        await using var may = new NpgsqlCommand("select has_schema_privilege('rostra', 'create')", connection);
        if (await may.ExecuteScalarAsync(cancellation) is not true)
        {
            throw new InvalidOperationException(
                $"The migration {missing} has not run, and this role may not run it: run Rostra.Silo --migrate-only with the connection string of the schema's owner, then start this again.");
        }
    }

    private DatabaseUpgradeResult Upgrade(IReadOnlyCollection<string> scripts) => DeployChanges.To
        .PostgresqlDatabase(connectionString)
        .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, scripts.Contains)
        .JournalToPostgresqlTable("rostra", "schema_versions")
        .WithTransactionPerScript()
        .WithVariablesDisabled()
        .LogTo(new NoOpUpgradeLog())
        .Build()
        .PerformUpgrade();

    private static bool IsScript(string name) => name.Contains(".Migrations.", StringComparison.Ordinal);

    private static async Task<bool> Ask(NpgsqlConnection connection, string question, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(question, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Information, Message = "Migrated: {Script}")]
    private partial void LogMigrated(string script);
}

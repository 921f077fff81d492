using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rostra.Storage;

namespace Rostra.Archives;

/// <summary>An empty database that takes in another one: all of it, or nothing.</summary>
internal sealed class ArchiveTarget : IAsyncDisposable
{
    private const int BufferBytes = 128 * 1024;

    private const string TablesThere = """
        select coalesce(array_agg(c.relname::text), '{}') from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'rostra' and c.relkind = 'r'
        """;

    private const string DropTables = """
        do $$
        declare found text;
        begin
            for found in select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'rostra' and c.relkind = 'r' loop
                execute 'drop table ' || found || ' cascade';
            end loop;
        end $$
        """;

    /// <summary>Where there is something in one of these, somebody has used it.</summary>
    private static readonly string[] s_used = ["users", "rooms"];

    private readonly string _connectionString;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private ArchiveTarget(string connectionString, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connectionString = connectionString;
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>Brings the database to the schema of what comes.</summary>
    /// <exception cref="ArchiveException">It is not empty, or what comes was made by a newer Rostra.</exception>
    public static async Task<ArchiveTarget> Open(string connectionString, Manifest coming, CancellationToken cancellation)
    {
        RefuseNewer(coming);
        var connection = await ArchiveConnections.Open(connectionString, cancellation);
        try
        {
            await Empty(connection, cancellation);
            try
            {
                await Migrations(connectionString).Run(cancellation, coming.Migrations);
            }
            catch (InvalidOperationException fault)
            {
                throw new ArchiveException(fault.Message, fault);
            }
            await connection.ReloadTypesAsync(cancellation);
            var transaction = await connection.BeginTransactionAsync(cancellation);
            foreach (var (table, _) in await TableList.Read(connection, cancellation))
            {
                await connection.Do($"truncate rostra.{TableList.Quoted(table)}", cancellation);
            }
            return new ArchiveTarget(connectionString, connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes a table's rows in. Answers the digest of what came.</summary>
    public async Task<string> Take(string table, IEnumerable<string> columns, Stream from, CancellationToken cancellation)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var rows = await _connection.BeginRawBinaryCopyAsync($"copy {TableList.Of(table, columns)} from stdin (format binary)", cancellation);
        var buffer = new byte[BufferBytes];
        for (int got; (got = await from.ReadAsync(buffer, cancellation)) > 0;)
        {
            digest.AppendData(buffer, 0, got);
            await rows.WriteAsync(buffer.AsMemory(0, got), cancellation);
        }
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>Compares the counts, gives the database a new epoch where it is to have one, and keeps all of it; then brings it to this version's schema.</summary>
    public async Task Keep(Manifest came, bool renew, CancellationToken cancellation)
    {
        foreach (var table in came.Tables)
        {
            await Count(table, cancellation);
        }
        if (renew)
        {
            await _connection.Do("update rostra.meta set value = gen_random_uuid()::text where key = 'epoch'", cancellation);
        }
        await _transaction.CommitAsync(cancellation);
        await _connection.Do("analyze", cancellation);
        await Migrations(_connectionString).Run(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<long> Count(ArchivedTable table, CancellationToken cancellation)
    {
        var rows = await _connection.Ask<long>($"select count(*) from rostra.{TableList.Quoted(table.Name)}", cancellation);
        return rows == table.Rows ? rows : throw new ArchiveException($"{table.Name} should have {table.Rows} rows and has {rows}; nothing was kept.");
    }

    /// <summary>What an earlier start made there goes, where nobody has used it. The schema and its extensions stay: perhaps only an administrator may make them.</summary>
    private static async Task Empty(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var tables = await connection.Ask<string[]>(TablesThere, cancellation);
        if (tables.Length > 0 && !tables.Contains("schema_versions"))
        {
            throw new ArchiveException($"The schema rostra of the database {connection.Database} holds tables that are not Rostra's: choose an empty place.");
        }
        foreach (var table in tables.Intersect(s_used))
        {
            if (await connection.Ask<long>($"select count(*) from rostra.{table}", cancellation) is > 0 and var rows)
            {
                throw new ArchiveException($"The database {connection.Database} is in use: it holds {rows} {(table == "users" ? "accounts" : "rooms")} already. Choose an empty place.");
            }
        }
        await connection.Do(DropTables, cancellation);
    }

    private static void RefuseNewer(Manifest coming)
    {
        var unknown = coming.Migrations.Except(Migrator.Scripts).ToList();
        if (coming.Format > Manifest.CurrentFormat || unknown.Count > 0)
        {
            throw new ArchiveException($"It was made by Rostra {coming.Version}, which is newer than this one ({RostraVersion.Current}): {string.Join(", ", unknown)}. Use that version, or a later one.");
        }
    }

    private static Migrator Migrations(string connectionString) => new(connectionString, TimeProvider.System, NullLogger<Migrator>.Instance);
}

using System.Security.Cryptography;
using Npgsql;

namespace Rostra.Archives;

/// <summary>A database at one moment, whatever is written meanwhile: all of it is read in one snapshot.</summary>
internal sealed class ArchiveSource : IAsyncDisposable
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>How often progress is told.</summary>
    private const long StepBytes = 64 << 20;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _snapshot;

    private ArchiveSource(NpgsqlConnection connection, NpgsqlTransaction snapshot)
    {
        _connection = connection;
        _snapshot = snapshot;
    }

    /// <exception cref="ArchiveException">There is no Rostra in it.</exception>
    public static async Task<ArchiveSource> Open(string connectionString, CancellationToken cancellation)
    {
        var connection = await ArchiveConnections.Open(connectionString, cancellation);
        try
        {
            if (await connection.Ask<long>("select count(*) from pg_class where oid = to_regclass('rostra.meta')", cancellation) == 0)
            {
                throw new ArchiveException($"There is no Rostra in the database {connection.Database}.");
            }
            var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
            await connection.Do("set transaction read only", cancellation);
            return new ArchiveSource(connection, snapshot);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task<List<(string Name, string[] Columns)>> Tables(CancellationToken cancellation) => TableList.Read(_connection, cancellation);

    public async Task<Manifest> Describe(CancellationToken cancellation) => new(
        Manifest.CurrentFormat,
        RostraVersion.Current,
        [.. await _connection.Ask<string[]>("select array_agg(scriptname::text order by scriptname) from rostra.schema_versions", cancellation)],
        _connection.PostgreSqlVersion.ToString(),
        Guid.Parse(await _connection.Ask<string>("select value from rostra.meta where key = 'epoch'", cancellation)),
        new DateTimeOffset(await _connection.Ask<DateTime>("select now()", cancellation), TimeSpan.Zero),
        []);

    /// <summary>Writes a table's rows.</summary>
    public async Task<ArchivedTable> Copy(string table, string[] columns, Stream to, IProgress<TableProgress>? progress, CancellationToken cancellation)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, bytes, told) = (new byte[BufferBytes], 0L, 0L);
        await using (var rows = await _connection.BeginRawBinaryCopyAsync($"copy {TableList.Of(table, columns)} to stdout (format binary)", cancellation))
        {
            for (int got; (got = await rows.ReadAsync(buffer, cancellation)) > 0; bytes += got)
            {
                digest.AppendData(buffer, 0, got);
                await to.WriteAsync(buffer.AsMemory(0, got), cancellation);
                if (bytes - told >= StepBytes)
                {
                    progress?.Report(new(table, told = bytes, null));
                }
            }
        }
        var count = await _connection.Ask<long>($"select count(*) from rostra.{TableList.Quoted(table)}", cancellation);
        progress?.Report(new(table, bytes, count));
        return new(table, [.. columns], count, bytes, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    public async ValueTask DisposeAsync()
    {
        await _snapshot.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

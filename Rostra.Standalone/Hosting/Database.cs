using Npgsql;
using Rostra.Postgres;

namespace Rostra.Hosting;

/// <summary>The Postgres that Rostra uses: one that it runs itself, or the configured one.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private Database(string connectionString, EmbeddedPostgres? embedded)
    {
        ConnectionString = connectionString;
        _embedded = embedded;
    }

    public string ConnectionString { get; }

    /// <summary>Where it keeps what it keeps, if that is not the data directory.</summary>
    public string? Elsewhere { get; private init; }

    public static async Task<Database> Open(IConfiguration configuration, DataDirectory data, ILoggerFactory loggers, CancellationToken cancellation)
    {
        if (configuration.GetConnectionString("Postgres") is { Length: > 0 } configured)
        {
            return new Database(configured, null) { Elsewhere = await Reach(configured, cancellation) };
        }

        Moved.Refuse(data.Path);
        var options = new PostgresOptions
        {
            DataDirectory = data.Path,
            BinDirectory = configuration["Rostra:Postgres:BinDirectory"],
            Packages = PostgresPackages.Directory,
        };
        var embedded = await EmbeddedPostgres.Start(options, loggers, cancellation);
        var isElsewhere = !embedded.Directory.StartsWith(data.Path, StringComparison.Ordinal);
        return new Database(embedded.ConnectionString, embedded) { Elsewhere = isElsewhere ? embedded.Directory : null };
    }

    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A mistake in the connection string is told at once and in one line. Answers where the server is.</summary>
    private static async Task<string> Reach(string configured, CancellationToken cancellation)
    {
        try
        {
            var address = new NpgsqlConnectionStringBuilder(configured) { Pooling = false };
            await using var connection = new NpgsqlConnection(address.ConnectionString);
            await connection.OpenAsync(cancellation);
            if (await DatabaseCheck.FaultOf(configured, cancellation) is { } fault)
            {
                throw new StartRefusedException(fault.ReplaceLineEndings(" "));
            }

            return $"{address.Host}:{address.Port}/{connection.Database}";
        }
        catch (Exception error) when (error is NpgsqlException or ArgumentException or TimeoutException)
        {
            throw new StartRefusedException($"The server of ConnectionStrings__Postgres does not let us in: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }
}

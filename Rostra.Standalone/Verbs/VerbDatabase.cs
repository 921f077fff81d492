using Microsoft.Extensions.Logging.Abstractions;
using Rostra.Hosting;
using Rostra.Postgres;

namespace Rostra.Verbs;

/// <summary>The database that a verb works on: a server of the operator's, or the embedded one, which runs already or is started for as long as it takes.</summary>
internal sealed class VerbDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _started;
    private readonly DataDirectory? _held;

    private VerbDatabase(string connectionString, EmbeddedPostgres? started = null, DataDirectory? held = null)
    {
        ConnectionString = connectionString;
        _started = started;
        _held = held;
    }

    public string ConnectionString { get; }

    /// <summary>The data directory, where it is ours alone.</summary>
    public string? Directory => _held?.Path;

    public static VerbDatabase At(string connectionString) => new(connectionString);

    /// <exception cref="StartRefusedException">There is nothing in the directory that could be read; or a Rostra runs on it, and nobody may.</exception>
    public static async Task<VerbDatabase> Embedded(string directory, bool isAlone, CancellationToken cancellation)
    {
        if (!isAlone && await EmbeddedPostgres.Running(directory, cancellation) is { } running)
        {
            return new(running);
        }

        if (!isAlone && !Path.Exists(Path.Combine(directory, "postgres")))
        {
            throw new StartRefusedException($"There is no embedded PostgreSQL in {Path.GetFullPath(directory)}: name its --data directory, or --postgres.");
        }

        var held = DataDirectory.Open(directory);
        try
        {
            Moved.Refuse(held.Path);
            var options = new PostgresOptions
            {
                DataDirectory = held.Path,
                BinDirectory = Environment.GetEnvironmentVariable("Rostra__Postgres__BinDirectory"),
                Packages = PostgresPackages.Directory,
            };
            var started = await EmbeddedPostgres.Start(options, NullLoggerFactory.Instance, cancellation);
            return new(started.ConnectionString, started, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_started is not null)
        {
            await _started.DisposeAsync();
        }

        _held?.Dispose();
    }
}

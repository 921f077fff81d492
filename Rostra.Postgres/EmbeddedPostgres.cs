using Npgsql;

namespace Rostra.Postgres;

/// <summary>A real Postgres server, private to this process: started with it, kept alive by it, stopped with it.</summary>
internal sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly FileLock _lock;
    private readonly SocketDirectory _sockets;
    private readonly Postmaster _postmaster;
    private readonly Supervisor _supervisor;

    private EmbeddedPostgres(PostgresPlace place, FileLock @lock, SocketDirectory sockets, Postmaster postmaster, Supervisor supervisor, string connectionString)
    {
        Directory = place.Directory;
        ConnectionString = connectionString;
        _lock = @lock;
        _sockets = sockets;
        _postmaster = postmaster;
        _supervisor = supervisor;
    }

    public string ConnectionString { get; }

    /// <summary>Where cluster and log are.</summary>
    public string Directory { get; }

    public static async Task<EmbeddedPostgres> Start(PostgresOptions options, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var place = await PostgresPlace.Prepare(options.DataDirectory, cancellation);
        var held = FileLock.TryTake(Path.Combine(place.Directory, "lock"))
            ?? throw new StartRefusedException($"Another running Rostra uses the messages in {place.Directory}.");
        try
        {
            return await Start(options, place, held, loggers, cancellation);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The server that another process of Rostra runs on this data directory; null: there is none.</summary>
    public static async Task<string?> Running(string dataDirectory, CancellationToken cancellation)
    {
        var pidFile = Path.Combine(dataDirectory, "postgres", "cluster", "postmaster.pid");
        var passwordFile = Path.Combine(dataDirectory, "postgres.password");
        if (!File.Exists(pidFile) || !File.Exists(passwordFile) || await File.ReadAllLinesAsync(pidFile, cancellation) is not [_, _, _, var port, var socket, var address, ..])
        {
            return null;
        }

        using var free = FileLock.TryTake(Path.Combine(dataDirectory, "lock"));
        return free is not null ? null : new NpgsqlConnectionStringBuilder
        {
            Host = socket.Length > 0 ? socket : address,
            Port = int.Parse(port, System.Globalization.CultureInfo.InvariantCulture),
            Username = Cluster.Superuser,
            Password = SecretFile.ReadOrMake(passwordFile),
            Database = RostraDatabase.Name,
        }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        await _postmaster.Stop();
        _sockets.Dispose();
        _lock.Dispose();
    }

    private static async Task<EmbeddedPostgres> Start(
        PostgresOptions options, PostgresPlace place, FileLock held, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var found = await PostgresBinaries.Find(options.BinDirectory, options.Packages, cancellation);
        var binaries = await found.ReachableBy(place.User, place.Directory, cancellation);
        var cluster = new Cluster(place, binaries);
        var passwordFile = Path.Combine(options.DataDirectory, "postgres.password");
        await cluster.Ensure(() => SecretFile.ReadOrMake(passwordFile), options.Durable, cancellation);
        if (!File.Exists(passwordFile))
        {
            throw new StartRefusedException($"{passwordFile} is missing, without which the messages in {place.Cluster} cannot be opened: put it back.");
        }

        var postmaster = new Postmaster(place, binaries);
        SocketDirectory.Forget(await postmaster.StopLeftover());
        var tcp = options.Tcp || OperatingSystem.IsWindows();
        var port = tcp ? options.Port ?? LoopbackPort.Free() : 5432;
        var sockets = await SocketDirectory.Make(place, port, cancellation);
        cluster.WriteSettings(options with { Tcp = tcp }, sockets.Path, port);
        var connectionString = new NpgsqlConnectionStringBuilder
        {
            Host = tcp ? options.Address : sockets.Path,
            Port = port,
            Username = Cluster.Superuser,
            Password = SecretFile.ReadOrMake(passwordFile),
            Database = RostraDatabase.Name,
        };
        try
        {
            await postmaster.Start(cancellation);
            await RostraDatabase.Ensure(connectionString, cancellation);
        }
        catch
        {
            await postmaster.Stop();
            sockets.Dispose();
            throw;
        }

        var supervisor = new Supervisor(postmaster, place.Log, loggers.CreateLogger<Supervisor>());
        return new EmbeddedPostgres(place, held, sockets, postmaster, supervisor, connectionString.ConnectionString);
    }
}

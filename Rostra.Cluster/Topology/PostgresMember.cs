using Npgsql;
using Rostra.Postgres;
using Rostra.Processes;

namespace Rostra.Topology;

/// <summary>The cluster's Postgres server: kept durable, listening on a fixed port, in a session of its own.</summary>
public sealed class PostgresMember : Member
{
    /// <summary>A silo opens at most 56 connections; the rest is for whoever looks.</summary>
    private const int ConnectionsPerSiloMax = 60;
    private const int ConnectionsReserved = 40;

    private readonly LocalCluster _cluster;
    private bool _abandons;

    internal PostgresMember(LocalCluster cluster)
        : base(cluster.Files, "postgres")
    {
        _cluster = cluster;
        ConnectionsMax = (cluster.Silos.Count * ConnectionsPerSiloMax) + ConnectionsReserved;
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; set; } = "127.0.0.1";

    public int Port => _cluster.Ports.Postgres;

    public int ConnectionsMax { get; set; }

    public override string Addresses => $"{Address}:{Port}";

    /// <summary>The superuser's.</summary>
    public string ConnectionString => Connection.ConnectionString;

    private NpgsqlConnectionStringBuilder Connection => new()
    {
        Host = Address,
        Port = Port,
        Username = Postgres.Cluster.Superuser,
        Password = SecretFile.ReadOrMake(_cluster.Files.PostgresPassword),
        Database = RostraDatabase.Name,
    };

    /// <summary>Every backend ends at once, and the next start recovers from the log (<c>pg_ctl stop -m immediate</c>).</summary>
    public async Task StopImmediately()
    {
        _abandons = true;
        try
        {
            await Stop();
        }
        finally
        {
            _abandons = false;
        }
    }

    public override async Task<bool> IsReady(CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, Timeout = 2 }.ConnectionString);
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }

    private protected override async Task<ProcessIdentity> Launch(CancellationToken cancellation)
    {
        var options = new PostgresOptions
        {
            DataDirectory = _cluster.Files.Path,
            BinDirectory = System.Environment.GetEnvironmentVariable("Rostra__Postgres__BinDirectory"),
            Packages = PostgresPackages.Directory,
            Tcp = true,
            Address = Address,
            Port = Port,
            Durable = _cluster.Plan.Durable,
            ConnectionsMax = ConnectionsMax,
        };
        var place = await PostgresPlace.Prepare(options.DataDirectory, cancellation);
        var found = await PostgresBinaries.Find(options.BinDirectory, options.Packages, cancellation);
        var binaries = await found.ReachableBy(place.User, place.Directory, cancellation);
        var files = new Postgres.Cluster(place, binaries);
        await files.Ensure(() => SecretFile.ReadOrMake(_cluster.Files.PostgresPassword), options.Durable, cancellation);
        var postmaster = new Postmaster(place, binaries);
        SocketDirectory.Forget(await postmaster.StopLeftover());
        var sockets = await SocketDirectory.Make(place, Port, cancellation);
        files.WriteSettings(options, sockets.Path, Port);
        Show(place.Log);
        await postmaster.Start(cancellation);
        await RostraDatabase.Ensure(Connection, cancellation);
        return ProcessIdentity.Of(postmaster.Pid() ?? 0) ?? throw new StartRefusedException($"Postgres ended at once; its log is {LogFile}");
    }

    private protected override async Task Kill(ProcessIdentity process)
    {
        process.Freeze(); // It makes no more backends.
        ProcessIdentity[] all = [process, .. process.Descendants()];
        foreach (var one in all)
        {
            one.Kill();
        }

        foreach (var one in all)
        {
            await one.Ended(CancellationToken.None);
        }
    }

    // SIGTERM would wait for the last connection to be closed by its owner.
    private protected override async Task Stop(ProcessIdentity process, CancellationToken patience)
    {
        Thaw(process);
        if (_abandons)
        {
            process.Abandon();
        }
        else
        {
            process.Interrupt();
        }

        await process.Ended(patience);
    }

    private protected override void Freeze(ProcessIdentity process)
    {
        process.Freeze();
        foreach (var backend in process.Descendants())
        {
            backend.Freeze();
        }
    }

    private protected override void Thaw(ProcessIdentity process)
    {
        foreach (var backend in process.Descendants())
        {
            backend.Thaw();
        }

        process.Thaw();
    }

    private void Show(string log)
    {
        if (!Path.Exists(LogFile))
        {
            File.CreateSymbolicLink(LogFile, log);
        }
    }
}

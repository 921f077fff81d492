using Npgsql;
using Rostra.Postgres;
using Rostra.Processes;
using Rostra.Topology;
using Xunit;

namespace Rostra.Faults;

/// <summary>A second Postgres that follows the cluster's: a commit counts only when this one has it, too.</summary>
internal sealed class Standby : IAsyncDisposable
{
    private const string Name = "rostra_standby";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly PostgresPlace _place;
    private readonly Postmaster _postmaster;
    private readonly NpgsqlConnectionStringBuilder _connection;

    private Standby(PostgresPlace place, Postmaster postmaster, NpgsqlConnectionStringBuilder connection) =>
        (_place, _postmaster, _connection) = (place, postmaster, connection);

    public string ConnectionString => _connection.ConnectionString;

    /// <summary>What silos are told: both servers, and that they want the one that takes writes.</summary>
    public string Both(LocalCluster cluster) => new NpgsqlConnectionStringBuilder(ConnectionString)
    {
        Host = $"{cluster.Postgres.Address}:{cluster.Ports.Postgres},{_connection.Host}:{_connection.Port}",
        TargetSessionAttributes = "primary",
    }.ConnectionString;

    /// <summary>Copies the running server, follows it, and has it wait for this one from now on.</summary>
    public static async Task<Standby> Follow(LocalCluster cluster, CancellationToken cancellation)
    {
        var directory = Path.Combine(Path.GetTempPath(), "rostra-standby-" + Path.GetRandomFileName());
        Modes.MakeDirectory(directory, Modes.Passable); // Postgres runs as another account.
        var place = await PostgresPlace.Prepare(directory, cancellation);
        var found = await PostgresBinaries.Find(Environment.GetEnvironmentVariable("Rostra__Postgres__BinDirectory"), PostgresPackages.Directory, cancellation);
        var binaries = await found.ReachableBy(place.User, place.Directory, cancellation);
        var connection = new NpgsqlConnectionStringBuilder(cluster.Postgres.ConnectionString) { Host = "127.0.0.1", Port = LoopbackPort.Free(), Pooling = false };
        var standby = new Standby(place, new Postmaster(place, binaries), connection);
        await standby.Copy(cluster, binaries, cancellation);
        await standby._postmaster.Start(cancellation);
        await BecomeAwaited(cluster, cancellation);
        return standby;
    }

    /// <summary>It takes writes from now on.</summary>
    public async Task Promote(CancellationToken cancellation)
    {
        await using var connection = await Open(ConnectionString, cancellation);
        Assert.True(await Ask<bool>(connection, "select pg_promote(true, 30)", cancellation));
    }

    public void Freeze() => Each(process => process.Freeze());

    public void Thaw() => Each(process => process.Thaw());

    public async ValueTask DisposeAsync()
    {
        Each(process => process.Kill());
        while (_postmaster.Pid() is not null)
        {
            await Task.Delay(LookEvery);
        }

        Directory.Delete(Path.GetDirectoryName(_place.Directory)!, recursive: true);
    }

    private void Each(Action<ProcessIdentity> act)
    {
        if (_postmaster.Pid() is { } pid && ProcessIdentity.Of(pid) is { } postmaster)
        {
            act(postmaster);
            postmaster.Descendants().ToList().ForEach(act);
        }
    }

    // As pg_basebackup does, which not every package of Postgres brings.
    private async Task Copy(LocalCluster cluster, PostgresBinaries binaries, CancellationToken cancellation)
    {
        var primary = await PostgresPlace.Prepare(cluster.Directory, cancellation);
        await using var backup = await Open(new NpgsqlConnectionStringBuilder(cluster.Postgres.ConnectionString) { Pooling = false }.ConnectionString, cancellation);
        await Ask<object>(backup, "select pg_backup_start('standby', true)::text", cancellation);
        await Tool.Run("cp", ["--archive", primary.Cluster, _place.Cluster], user: null, cancellation); // Files that vanish meanwhile are no fault.
        var label = await Ask<string>(backup, "select labelfile from pg_backup_stop()", cancellation);
        foreach (var segment in Directory.EnumerateFiles(Path.Combine(_place.Cluster, "pg_wal")))
        {
            File.Delete(segment); // Half of one might be there: all of it comes from the server.
        }

        File.Delete(Path.Combine(_place.Cluster, "postmaster.pid"));
        await File.WriteAllTextAsync(Path.Combine(_place.Cluster, "backup_label"), label, cancellation);
        await File.WriteAllTextAsync(Path.Combine(_place.Cluster, "standby.signal"), "", cancellation);
        await File.AppendAllTextAsync(
            Path.Combine(_place.Cluster, "postgresql.auto.conf"),
            $"primary_conninfo = 'host={cluster.Postgres.Address} port={cluster.Ports.Postgres} user={_connection.Username} password={_connection.Password} application_name={Name}'\n",
            cancellation);
        var sockets = await SocketDirectory.Make(_place, _connection.Port, cancellation);
        var options = new PostgresOptions { DataDirectory = "", Tcp = true, Port = _connection.Port, ConnectionsMax = cluster.Postgres.ConnectionsMax };
        new Postgres.Cluster(_place, binaries).WriteSettings(options, sockets.Path, _connection.Port);
        if (_place.User is { } user)
        {
            await Tool.Run("chown", ["--recursive", user + ":", _place.Cluster], user: null, cancellation);
        }
    }

    private static async Task BecomeAwaited(LocalCluster cluster, CancellationToken cancellation)
    {
        await using var primary = await Open(new NpgsqlConnectionStringBuilder(cluster.Postgres.ConnectionString) { Pooling = false }.ConnectionString, cancellation);
        await using var naming = new NpgsqlCommand($"alter system set synchronous_standby_names = '{Name}'", primary);
        await naming.ExecuteNonQueryAsync(cancellation);
        await Ask<bool>(primary, "select pg_reload_conf()", cancellation);
        while (await Ask<long>(primary, "select count(*) from pg_stat_replication where sync_state = 'sync'", cancellation) == 0)
        {
            await Task.Delay(LookEvery, cancellation);
        }
    }

    private static async Task<NpgsqlConnection> Open(string connectionString, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private static async Task<T> Ask<T>(NpgsqlConnection connection, string question, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }
}

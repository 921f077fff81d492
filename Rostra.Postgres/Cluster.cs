using System.Globalization;

namespace Rostra.Postgres;

/// <summary>The database cluster on disk: made once, checked against the programs at every start, its settings written anew each time.</summary>
internal sealed class Cluster(PostgresPlace place, PostgresBinaries binaries)
{
    public const string Superuser = "rostra";

    private string VersionFile => Path.Combine(place.Cluster, "PG_VERSION");

    public async Task Ensure(Func<string> password, bool durable, CancellationToken cancellation)
    {
        if (!Path.Exists(place.Cluster))
        {
            await Make(password(), durable, cancellation);
            return;
        }

        var major = int.Parse((await File.ReadAllTextAsync(VersionFile, cancellation)).Split('.')[0], CultureInfo.InvariantCulture);
        if (major != binaries.Major)
        {
            throw new StartRefusedException(
                $"The messages in {place.Cluster} were kept by PostgreSQL {major}, but {binaries.BinDirectory} is PostgreSQL {binaries.Major}: " +
                $"set Rostra__Postgres__BinDirectory to a PostgreSQL {major}, or move them over with " +
                $"`pg_upgrade -b <bin of {major}> -B <bin of {binaries.Major}> -d {place.Cluster} -D <new cluster>`.");
        }
    }

    public void WriteSettings(PostgresOptions options, string sockets, int port)
    {
        string[] durability = options.Durable
            ? ["fsync = on", "synchronous_commit = on", "full_page_writes = on"]
            : ["fsync = off", "synchronous_commit = off", "full_page_writes = off"];
        string[] lines =
        [
            "# Written by Rostra at every start.",
            $"listen_addresses = '{(options.Tcp ? options.Address : "")}'",
            string.Create(CultureInfo.InvariantCulture, $"port = {port}"),
            $"unix_socket_directories = '{(OperatingSystem.IsWindows() ? "" : sockets)}'",
            "unix_socket_permissions = 0700",
            string.Create(CultureInfo.InvariantCulture, $"max_connections = {options.ConnectionsMax}"),
            .. durability,
            .. OperatingSystem.IsLinux() ? s_linux : [],
            .. s_settings,
        ];
        var file = new FileInfo(Path.Combine(place.Cluster, SettingsFile));
        File.WriteAllLines(file.FullName, lines);
        Modes.Open(file); // Ours, and the other account's to read, whatever the umask.
        if (options.Tcp && options.Address != "127.0.0.1")
        {
            LetNeighboursIn();
        }
    }

    private const string SettingsFile = "rostra.conf";

    private static readonly string[] s_settings =
    [
        "shared_buffers = 128MB",
        "wal_compression = on",
        "max_wal_size = 512MB", // Bounds what a start after a crash has to replay.
        "checkpoint_timeout = 5min",
        "jit = off",
        "max_parallel_workers_per_gather = 0",
        "timezone = 'UTC'",
        "log_timezone = 'UTC'",
        "lc_messages = 'C'",
        "log_checkpoints = off",
        "log_min_error_statement = panic", // A statement may carry what people wrote.
        "log_parameter_max_length_on_error = 0",
    ];

    // One call for the whole file system instead of one for each file: 4 s less after a crash.
    private static readonly string[] s_linux = ["recovery_init_sync_method = syncfs"];

    /// <summary>Out of the box only this machine's own addresses may ask for a password.</summary>
    private void LetNeighboursIn()
    {
        const string Rule = "host all all samenet scram-sha-256";
        var rules = Path.Combine(place.Cluster, "pg_hba.conf");
        if (!File.ReadLines(rules).Contains(Rule))
        {
            File.AppendAllText(rules, Rule + Environment.NewLine);
        }
    }

    /// <summary>Made under another name and then renamed: a start that is killed in between leaves no half cluster.</summary>
    private async Task Make(string password, bool durable, CancellationToken cancellation)
    {
        var unfinished = place.Cluster + ".new";
        var passwordFile = Path.Combine(place.Directory, "initdb.password");
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        try
        {
            SecretFile.Write(passwordFile, password);
            if (place.User is not null)
            {
                await Account.Give(passwordFile, place.User, cancellation);
            }

            string[] sync = durable ? [] : ["--no-sync"];
            var made = await Tool.Run(binaries.Initdb, [.. InitdbArguments(unfinished, passwordFile), .. sync], place.User, cancellation);
            if (made.ExitCode != 0)
            {
                throw new StartRefusedException($"Postgres could not make its cluster in {place.Cluster}: {made.LastLine}");
            }
        }
        finally
        {
            File.Delete(passwordFile);
        }

        await File.AppendAllTextAsync(Path.Combine(unfinished, "postgresql.conf"), $"{Environment.NewLine}include '{SettingsFile}'{Environment.NewLine}", cancellation);
        Directory.Move(unfinished, place.Cluster);
    }

    /// <summary>Text is compared byte by byte, so that no library update can break an index; upper and lower case are Unicode's.</summary>
    private List<string> InitdbArguments(string directory, string passwordFile)
    {
        List<string> arguments =
        [
            $"--pgdata={directory}", $"--username={Superuser}", $"--pwfile={passwordFile}", "--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums",
        ];
        if (OperatingSystem.IsWindows())
        {
            return [.. arguments, "--locale=C"];
        }

        var ctype = OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C.UTF-8";
        return binaries.Major >= 17
            ? [.. arguments, "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", $"--lc-ctype={ctype}"]
            : [.. arguments, "--locale=C", $"--lc-ctype={ctype}"];
    }
}

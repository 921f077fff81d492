using System.Globalization;
using System.Net;
using Npgsql;

namespace Rostra.Doctor;

/// <summary>Whether what is committed survives a power cut.</summary>
internal sealed class PostgresIsDurable() : PostgresCheck("database durability")
{
    private static readonly string[] Settings = ["fsync", "full_page_writes"];

    protected override async Task<Finding> Ask(NpgsqlConnection connection, Patient patient, CancellationToken cancellation)
    {
        foreach (var setting in Settings)
        {
            if (await Scalar<string>(connection, $"select current_setting('{setting}')", cancellation) == "off")
            {
                return Wrong($"{setting} is off: a power cut loses what was acknowledged, or the whole database.", $"alter system set {setting} = on; select pg_reload_conf()");
            }
        }

        return await Scalar<string>(connection, "select current_setting('synchronous_commit')", cancellation) is { } commit and ("off" or "local")
            ? Doubtful($"synchronous_commit is {commit} here; Rostra's own writers set it on, other programs' changes may be lost.", "alter system set synchronous_commit = on; select pg_reload_conf()")
            : Well("fsync, full_page_writes and synchronous_commit are on.");
    }
}

/// <summary>Whether all silos' pools fit beside whatever else uses the server.</summary>
internal sealed class ConnectionsSuffice() : PostgresCheck("database connections")
{
    /// <summary>Of all pools of a silo together: docs/operations.md.</summary>
    public const int PerSilo = 58;

    protected override async Task<Finding> Ask(NpgsqlConnection connection, Patient patient, CancellationToken cancellation)
    {
        var most = await Scalar<int>(connection, "select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int", cancellation);
        var others = await Scalar<long>(connection, "select count(*) from pg_stat_activity where backend_type = 'client backend' and application_name not like 'rostra%'", cancellation);
        return Judge(most, (int)others, patient.Silos);
    }

    public Finding Judge(int most, int others, int silos)
    {
        var need = (silos * PerSilo) + others;
        return most < need
            ? Wrong($"{silos} silo(s) open at most {silos * PerSilo} connections, others have {others}, and the server gives {most}.", $"alter system set max_connections = {(silos + 1) * PerSilo + others + 10}, and restart the server.")
            : Well($"The server gives {most}; {silos} silo(s) and others use at most {need}.");
    }
}

/// <summary>Whether the server takes writes.</summary>
internal sealed class PostgresTakesWrites() : PostgresCheck("database is primary")
{
    protected override async Task<Finding> Ask(NpgsqlConnection connection, Patient patient, CancellationToken cancellation) =>
        await Scalar<bool>(connection, "select pg_is_in_recovery()", cancellation)
            ? Wrong("The server is a standby: it takes no writes.", "Name all servers in ConnectionStrings__Postgres, with Target Session Attributes=primary; promote one if the primary is dead.")
        : await Scalar<string>(connection, "select current_setting('default_transaction_read_only')", cancellation) == "on"
            ? Wrong("default_transaction_read_only is on for this role or database.", "alter role … reset default_transaction_read_only, or the same of the database.")
        : Well("It takes writes.");
}

/// <summary>Whether old row versions go away.</summary>
internal sealed class VacuumWorks() : PostgresCheck("vacuum")
{
    private const double TransactionMinutesMax = 15;

    protected override async Task<Finding> Ask(NpgsqlConnection connection, Patient patient, CancellationToken cancellation)
    {
        if (await Scalar<string>(connection, "select current_setting('autovacuum')", cancellation) == "off")
        {
            return Wrong("autovacuum is off: tables grow, and in the end the server stops.", "alter system set autovacuum = on; select pg_reload_conf()");
        }

        var oldest = await Scalar<double>(
            connection, "select coalesce(max(extract(epoch from now() - xact_start)), 0)::float8 / 60 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()", cancellation);
        return oldest > TransactionMinutesMax
            ? Doubtful(string.Create(CultureInfo.InvariantCulture, $"A transaction is open since {oldest:0} minutes: nothing is vacuumed meanwhile."), "Look for it: select pid, application_name, xact_start, query from pg_stat_activity order by xact_start limit 1")
            : Well("It is on, and nothing holds it up.");
    }
}

/// <summary>Whether the clocks of this machine and the database agree: times of messages are a silo's, those of sessions too.</summary>
internal sealed class ClocksAgree(TimeProvider clock) : PostgresCheck("clock")
{
    private static readonly TimeSpan SkewMax = TimeSpan.FromSeconds(2);

    protected override async Task<Finding> Ask(NpgsqlConnection connection, Patient patient, CancellationToken cancellation)
    {
        var before = clock.GetUtcNow();
        var theirs = new DateTimeOffset(await Scalar<DateTime>(connection, "select clock_timestamp() at time zone 'utc'", cancellation), TimeSpan.Zero);
        var ours = before + ((clock.GetUtcNow() - before) / 2);
        return Judge(ours - theirs);
    }

    public Finding Judge(TimeSpan skew) => skew.Duration() > SkewMax
        ? Wrong(string.Create(CultureInfo.InvariantCulture, $"This machine's clock is {Math.Abs(skew.TotalSeconds):0.0} s {(skew > TimeSpan.Zero ? "before" : "behind")} the database's."), "Run chrony or systemd-timesyncd on both: timedatectl set-ntp true")
        : Well(string.Create(CultureInfo.InvariantCulture, $"It differs from the database's by {Math.Abs(skew.TotalMilliseconds):0} ms."));
}

/// <summary>Whether passwords and messages go to the server in the open.</summary>
internal sealed class PostgresIsEncrypted() : PostgresCheck("database encryption")
{
    protected override async Task<Finding> Ask(NpgsqlConnection connection, Patient patient, CancellationToken cancellation)
    {
        var host = connection.Host ?? "";
        var isLocal = host.StartsWith('/') || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        var isEncrypted = await Scalar<bool>(connection, "select ssl from pg_stat_ssl where pid = pg_backend_pid()", cancellation);
        return isLocal || isEncrypted
            ? Well(isEncrypted ? "TLS." : "The server is on this machine.")
            : Doubtful("Messages go to another machine unencrypted.", "Add SSL Mode=Require to ConnectionStrings__Postgres (VerifyFull with Root Certificate=… is better); or the network must be private.");
    }
}

/// <summary>A pooler in front, such as PgBouncer, that refuses what Rostra's connections ask for at their start.</summary>
internal sealed class NoPoolerInBetween() : PostgresCheck("database pooler")
{
    protected override async Task<Finding> Ask(NpgsqlConnection connection, Patient patient, CancellationToken cancellation)
    {
        const string Advice = "Let silos connect to PostgreSQL itself: they have small pools of their own, and prepared statements and settings of a session.";
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(patient.PostgresAddress!) { Pooling = false, Options = "-c statement_timeout=2999" };
            await using var another = new NpgsqlConnection(settings.ConnectionString);
            await another.OpenAsync(cancellation);
            return await Scalar<string>(another, "select current_setting('statement_timeout')", cancellation) == "2999ms"
                ? Well("None: settings of a session are kept.")
                : Wrong("Something between Rostra and PostgreSQL drops the settings of a session.", Advice);
        }
        catch (NpgsqlException fault)
        {
            return Wrong($"Something between Rostra and PostgreSQL refuses the settings of a session: {fault.Message}", Advice);
        }
    }
}

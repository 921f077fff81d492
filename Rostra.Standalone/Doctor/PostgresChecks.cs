using Npgsql;
using Rostra.Storage;

namespace Rostra.Doctor;

/// <summary>Whether the configured server lets us in.</summary>
internal sealed class PostgresIsReached() : Check("database")
{
    public override async Task<Finding> Look(Patient patient, CancellationToken cancellation) => (patient.PostgresAddress, await patient.Postgres(cancellation)) switch
    {
        (null, _) when patient.RedisAddress is not null => Wrong("ConnectionStrings__Postgres is not set, and a cluster has no Postgres of its own.", "Set it: Host=…;Port=5432;Username=rostra;Password=…;Database=rostra"),
        (null, _) => Skipped("Rostra runs its own; when it is started, it says what is wrong with it."),
        (_, (null, PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } fault)) =>
            Wrong($"The server knows us not: {fault.MessageText}.", "Correct Username and Password in ConnectionStrings__Postgres, or pg_hba.conf on the server."),
        (_, (null, PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } fault)) => Wrong($"The server has no such database: {fault.MessageText}.", "Make it: createdb --encoding UTF8 --template template0 --owner rostra rostra"),
        (_, (null, PostgresException { SqlState: PostgresErrorCodes.TooManyConnections })) => Wrong("The server has no connection left.", "Raise max_connections, or end what holds them: select application_name, count(*) from pg_stat_activity group by 1"),
        (_, (null, { } fault)) => Wrong($"The server does not answer: {fault.Message.ReplaceLineEndings(" ")}", "Is it running, is the port open to this machine (listen_addresses, firewall), are Host and Port right in ConnectionStrings__Postgres?"),
        (_, ({ } connection, _)) => Well($"{connection.Host}:{connection.Port}/{connection.Database} lets us in."),
        _ => Skipped("Nothing is configured."),
    };
}

internal sealed class PostgresIsNew() : PostgresCheck("database version")
{
    protected override Task<Finding> Ask(NpgsqlConnection connection, Patient patient, CancellationToken cancellation) => Task.FromResult(Judge(connection.PostgreSqlVersion));

    public Finding Judge(Version version) => version.Major < Requirements.VersionMin
        ? Wrong($"This is PostgreSQL {version}, and Rostra needs {Requirements.VersionMin} or later.", "Upgrade the server: pg_upgrade, or dump and restore.")
        : Well($"PostgreSQL {version}.");
}

internal sealed class PostgresSpeaksUtf8() : PostgresCheck("database encoding")
{
    protected override async Task<Finding> Ask(NpgsqlConnection connection, Patient patient, CancellationToken cancellation) =>
        await Scalar<string>(connection, "select current_setting('server_encoding')", cancellation) is not "UTF8" and var encoding
            ? Wrong($"The database is in {encoding}.", "Make one in UTF8: create database rostra encoding 'UTF8' template template0")
        : await Scalar<long>(connection, "select count(*) from pg_collation where collname = 'und-x-icu'", cancellation) == 0
            ? Wrong("This PostgreSQL was built without ICU.", "Use a distribution's package or PGDG's: all of them have it.")
        : await Scalar<string>(connection, "select datname from pg_database where datname = current_database() and datcollversion is distinct from pg_database_collation_actual_version(oid)", cancellation) is not null
            ? Doubtful("The system's collations have changed since the database was made: indexes on text may be wrong.", "reindex database …; alter database … refresh collation version")
        : Well("UTF8, with ICU.");
}

internal sealed class PostgresPermits() : PostgresCheck("database permissions")
{
    protected override async Task<Finding> Ask(NpgsqlConnection connection, Patient patient, CancellationToken cancellation)
    {
        var hasSchema = await Scalar<long>(connection, "select count(*) from pg_namespace where nspname = 'rostra'", cancellation) > 0;
        var isAllowed = await Scalar<bool>(
            connection, hasSchema ? "select has_schema_privilege('rostra', 'create') and has_schema_privilege('rostra', 'usage')" : "select has_database_privilege(current_database(), 'create')", cancellation);
        return isAllowed ? Well(hasSchema ? "The role may use its schema." : "The role may make its schema.")
            : hasSchema && await WritesRows(connection, cancellation) ? Well("The role may read and write rows; another one migrates.")
            : Wrong(
                hasSchema ? "The role may not create in the schema rostra." : "The role may not create in this database.",
                hasSchema ? "Let an administrator run: alter schema rostra owner to …, or deploy/postgres/runtime-role.sql" : "Let an administrator run: grant create on database … to …");
    }

    private static Task<bool> WritesRows(NpgsqlConnection connection, CancellationToken cancellation) => Scalar<bool>(
        connection,
        "select case when has_schema_privilege('rostra', 'usage') then coalesce(has_table_privilege(to_regclass('rostra.messages'), 'insert'), false) else false end",
        cancellation);
}

internal sealed class PostgresExtends() : PostgresCheck("database extensions")
{
    protected override async Task<Finding> Ask(NpgsqlConnection connection, Patient patient, CancellationToken cancellation)
    {
        var missing = new List<string>();
        foreach (var extension in Requirements.Extensions)
        {
            if (await Scalar<long>(connection, $"select count(*) from pg_extension where extname = '{extension}'", cancellation) == 0)
            {
                missing.Add(extension);
            }
        }

        if (missing.Count == 0)
        {
            return Well("They are there.");
        }

        var available = await Scalar<long>(connection, $"select count(*) from pg_available_extensions where name in ('{string.Join("', '", missing)}')", cancellation);
        return available < missing.Count
            ? Wrong($"The server does not have {string.Join(" and ", missing)}.", "Install PostgreSQL's contrib package on the server.")
            : await Scalar<bool>(connection, "select has_database_privilege(current_database(), 'create')", cancellation) ? Well("The first start makes them.")
            : Wrong($"{string.Join(" and ", missing)} must be made, and the role may not.", $"Let an administrator run, in this database: {string.Concat(missing.Select(each => $"create extension {each}; "))}");
    }
}

internal sealed class MigrationsAreDone() : PostgresCheck("migrations")
{
    protected override async Task<Finding> Ask(NpgsqlConnection connection, Patient patient, CancellationToken cancellation)
    {
        if (await Scalar<string>(connection, "select to_regclass('rostra.schema_versions')::text", cancellation) is null)
        {
            return Well("The database is empty: the first start makes everything.");
        }

        var done = new HashSet<string>();
        await using (var command = new NpgsqlCommand("select scriptname from rostra.schema_versions", connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                done.Add(reader.GetString(0));
            }
        }

        return Judge(Migrator.Scripts, done);
    }

    public Finding Judge(IReadOnlyCollection<string> known, IReadOnlySet<string> done)
    {
        var pending = known.Where(script => !done.Contains(script)).ToList();
        var strange = done.Except(known).ToList();
        return strange.Count > 0 ? Doubtful($"The database was migrated by a later version: this program does not know {strange[0]}.", "Run the later version; one version back is fine while a cluster is upgraded.")
            : pending.Count > 0 ? Doubtful($"{pending.Count} migrations are pending, the first is {pending[0]}.", "Start a silo, or Standalone, of this version: it makes them. Have a backup before.")
            : Well($"All {done.Count} are done.");
    }
}

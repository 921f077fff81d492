using Npgsql;

namespace Rostra.Storage;

/// <summary>What Rostra needs of a Postgres, looked at before the schema is touched, so that what is missing is told in words.</summary>
internal static class Requirements
{
    public const int VersionMin = 15;

    /// <summary>Both come with PostgreSQL (contrib) and are "trusted": whoever may make a schema in the database may make them.</summary>
    public static readonly ImmutableArray<string> Extensions = ["pg_trgm", "btree_gin"];

    /// <summary>Makes the schema, and the extensions that are missing.</summary>
    /// <exception cref="InvalidOperationException">Something is missing that only an administrator can add.</exception>
    public static async Task Check(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (connection.PostgreSqlVersion.Major < VersionMin)
        {
            throw new InvalidOperationException($"Rostra needs PostgreSQL {VersionMin} or later, and this is {connection.PostgreSqlVersion}.");
        }
        if (await Ask<string>(connection, "select current_setting('server_encoding')", cancellation) is not "UTF8" and var encoding)
        {
            throw new InvalidOperationException($"Rostra needs a database in UTF8, and this one is in {encoding}: create database … encoding 'UTF8' template template0.");
        }
        if (await Ask<long>(connection, "select count(*) from pg_collation where collname = 'und-x-icu'", cancellation) == 0)
        {
            throw new InvalidOperationException("Rostra needs a PostgreSQL that was built with ICU: the collation \"und-x-icu\" is missing.");
        }
        await EnsureSchema(connection, cancellation);
        foreach (var extension in Extensions)
        {
            await Ensure(connection, extension, cancellation);
        }
    }

    private static async Task EnsureSchema(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await Ask<long>(connection, "select count(*) from pg_namespace where nspname = 'rostra'", cancellation) > 0)
        {
            return;
        }
        try
        {
            await using var create = new NpgsqlCommand("create schema if not exists rostra", connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException refused)
        {
            throw new InvalidOperationException(
                $"Rostra could not make its schema ({refused.MessageText}). Let an administrator run: grant create on database … to the role that Rostra uses.",
                refused);
        }
    }

    private static async Task Ensure(NpgsqlConnection connection, string extension, CancellationToken cancellation)
    {
        if (await Ask<long>(connection, $"select count(*) from pg_extension where extname = '{extension}'", cancellation) > 0)
        {
            return;
        }
        try
        {
            await using var create = new NpgsqlCommand($"create extension if not exists {extension} schema rostra", connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException refused)
        {
            throw new InvalidOperationException(
                $"Rostra needs the PostgreSQL extension {extension}, and could not make it ({refused.MessageText}). Install PostgreSQL's contrib package if it is missing, "
                + $"then let an administrator run, in this database: create extension {extension};",
                refused);
        }
    }

    private static async Task<T> Ask<T>(NpgsqlConnection connection, string question, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }
}

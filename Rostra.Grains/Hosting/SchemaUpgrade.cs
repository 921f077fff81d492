using Microsoft.Extensions.Logging.Abstractions;
using Rostra.Storage;

namespace Rostra.Hosting;

/// <summary>Brings a database to this version's schema, for a host that does this and nothing else.</summary>
public static class SchemaUpgrade
{
    /// <summary>The newest migration that this version knows, such as <c>0006_heartbeats</c>.</summary>
    public static string Newest => Short(Migrator.Scripts[^1]);

    /// <returns>In words: where the schema stands, and what was done.</returns>
    /// <exception cref="InvalidOperationException">Something is missing in the server, or a migration failed; the database is as that found it.</exception>
    public static async Task<string> Run(string connectionString, CancellationToken cancellation)
    {
        var ran = await new Migrator(connectionString, TimeProvider.System, NullLogger<Migrator>.Instance).Run(cancellation);
        return $"The schema is {Newest}: {(ran.IsEmpty ? "there was nothing to do" : $"ran {string.Join(", ", ran.Select(Short))}")}.";
    }

    private static string Short(string script) => script.Split('.')[^2];
}

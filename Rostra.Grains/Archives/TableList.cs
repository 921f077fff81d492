using Npgsql;

namespace Rostra.Archives;

/// <summary>The tables that hold what people said and who they are: all of the schema but those that a start writes by itself.</summary>
internal static class TableList
{
    /// <summary>Migrations that ran, Orleans' statements (a migration writes them), and which silos live.</summary>
    public static readonly ImmutableArray<string> Made = ["schema_versions", "orleansquery", "silo_heartbeats"];

    private const string Sql = """
        select c.relname::text, array_agg(a.attname::text order by a.attnum)
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'rostra'::regnamespace and c.relkind = 'r' and c.relname <> all ($1)
          and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        group by c.relname order by c.relname
        """;

    public static async Task<List<(string Name, string[] Columns)>> Read(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = Made.ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var tables = new List<(string, string[])>();
        while (await reader.ReadAsync(cancellation))
        {
            tables.Add((reader.GetString(0), reader.GetFieldValue<string[]>(1)));
        }
        return tables;
    }

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>For <c>copy</c>.</summary>
    public static string Of(string table, IEnumerable<string> columns) => $"rostra.{Quoted(table)} ({string.Join(", ", columns.Select(Quoted))})";
}

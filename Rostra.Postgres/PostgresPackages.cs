using System.Reflection;

namespace Rostra.Postgres;

/// <summary>npm's packages with Postgres: published with the program, else where the sources are.</summary>
internal static class PostgresPackages
{
    public static string? Directory { get; } = new[] { Path.Combine(AppContext.BaseDirectory, "postgres"), Built }.FirstOrDefault(System.IO.Directory.Exists);

    private static string? Built => typeof(PostgresPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == "Rostra.PostgresPackages")?.Value;
}

using System.Reflection;

namespace Rostra.Postgres;

/// <summary>Where npm put Postgres: known since the build.</summary>
internal static class PostgresPackages
{
    public static string? Directory { get; } = typeof(PostgresPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == "Rostra.PostgresPackages")?.Value;
}

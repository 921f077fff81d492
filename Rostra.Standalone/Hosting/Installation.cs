using System.Reflection;

namespace Rostra.Hosting;

/// <summary>What the build put beside the program: published with it, else where the sources are.</summary>
internal static class Installation
{
    /// <summary>The built client.</summary>
    public static string? ClientDirectory { get; } = Find("client", "Rostra.ClientDirectory");

    /// <summary>npm's packages with Postgres.</summary>
    public static string? PostgresPackages { get; } = Find("postgres", "Rostra.PostgresPackages");

    private static string? Find(string published, string built) =>
        new[] { Path.Combine(AppContext.BaseDirectory, published), Metadata(built) }.FirstOrDefault(Directory.Exists);

    private static string? Metadata(string key) => typeof(Installation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == key)?.Value;
}

using System.Reflection;

namespace Rostra.Hosting;

/// <summary>The built client: published with the program, else where the sources are.</summary>
public static class ClientFiles
{
    public const string Setting = "Rostra:Client:Directory";

    public static string? Directory { get; } = new[] { Path.Combine(AppContext.BaseDirectory, "client"), Built }.FirstOrDefault(System.IO.Directory.Exists);

    private static string? Built => typeof(ClientFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == "Rostra.ClientDirectory")?.Value;
}

using System.Reflection;

namespace Rostra.Archives;

/// <summary>Which Rostra this is.</summary>
public static class RostraVersion
{
    /// <summary>As it was built: a number, and the commit where the build knew it.</summary>
    public static string Current { get; } = typeof(RostraVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}

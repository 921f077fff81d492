using Microsoft.Extensions.Configuration.Memory;

namespace Rostra.Hosting;

/// <summary>What a gateway of its own does unless its settings say otherwise.</summary>
internal static class ProgramDefaults
{
    public static void AddProgramDefaults(this IHostApplicationBuilder builder)
    {
        var defaults = new Dictionary<string, string?>
        {
            [ClientFiles.Setting] = ClientFiles.Directory,
        };
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = defaults });
    }
}

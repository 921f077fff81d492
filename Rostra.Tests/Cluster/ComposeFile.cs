using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Rostra.Topology;

/// <summary>As much of a compose file as ours uses. A key that is not here fails to parse: a slip, or something to be thought of here too.</summary>
internal sealed class ComposeFile
{
    public string Name { get; set; } = "";

    public Dictionary<string, ComposeService> Services { get; set; } = [];

    public Dictionary<string, ComposeNetwork?> Networks { get; set; } = [];

    public Dictionary<string, object?> Volumes { get; set; } = [];

    public static ComposeFile Read(string file) => new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance).WithDuplicateKeyChecking().Build().Deserialize<ComposeFile>(File.ReadAllText(file));
}

internal sealed class ComposeService
{
    public string? Image { get; set; }

    public ComposeBuild? Build { get; set; }

    public string Restart { get; set; } = "";

    public int Scale { get; set; } = 1;

    public string? User { get; set; }

    public string[] Command { get; set; } = [];

    public Dictionary<string, ComposeDependency> DependsOn { get; set; } = [];

    public Dictionary<string, string> Environment { get; set; } = [];

    public string[] Expose { get; set; } = [];

    public string[] Ports { get; set; } = [];

    public string[] Volumes { get; set; } = [];

    public string[] Networks { get; set; } = [];

    public ComposeHealth? Healthcheck { get; set; }

    public string StopGracePeriod { get; set; } = "";

    public string? ShmSize { get; set; }

    public bool ReadOnly { get; set; }

    public string[] Tmpfs { get; set; } = [];

    public string[] CapDrop { get; set; } = [];

    public string[] SecurityOpt { get; set; } = [];
}

internal sealed class ComposeBuild
{
    public string Context { get; set; } = "";

    public string Dockerfile { get; set; } = "";
}

internal sealed class ComposeDependency
{
    public string Condition { get; set; } = "";
}

internal sealed class ComposeHealth
{
    public string[] Test { get; set; } = [];

    public string Interval { get; set; } = "";

    public string Timeout { get; set; } = "";

    public int Retries { get; set; }

    public string StartPeriod { get; set; } = "";
}

internal sealed class ComposeNetwork
{
    public bool Internal { get; set; }

    public ComposeAddresses? Ipam { get; set; }
}

internal sealed class ComposeAddresses
{
    public Dictionary<string, string>[] Config { get; set; } = [];
}

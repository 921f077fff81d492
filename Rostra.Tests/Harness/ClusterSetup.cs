using Microsoft.Extensions.Hosting;

namespace Rostra.Testing;

/// <summary>What a test wants to be different from a Rostra as it is delivered.</summary>
public sealed class ClusterSetup
{
    /// <summary>Over the defaults of silos and gateways, as <c>Rostra:Limits:TextMax</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; set; } = new Dictionary<string, string?>();

    /// <summary>The last word on what is registered in each silo.</summary>
    public Action<IHostApplicationBuilder>? ComposeSilo { get; set; }

    /// <summary>The last word on what is registered in each gateway.</summary>
    public Action<IHostApplicationBuilder>? ComposeGateway { get; set; }

    /// <summary>An existing database; null: a new one.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Silos reach Postgres through a proxy of their own: <see cref="TestSilo.Postgres"/>.</summary>
    public bool ProxyPostgres { get; set; }

    /// <summary>Silo and gateway in one host, as <c>Rostra.Standalone</c> composes them.</summary>
    internal bool IsTogether { get; set; }
}

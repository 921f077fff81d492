namespace Rostra.Topology;

/// <summary>The cluster that somebody wants on this machine.</summary>
public sealed record ClusterPlan
{
    public int Silos { get; init; } = 2;

    public int Gateways { get; init; } = 2;

    /// <summary>Where the balancer listens; the others' ports follow from it. Null: free ones are found.</summary>
    public int? Port { get; init; }

    /// <summary>Holds everything that the cluster writes. Null: a temporary one, removed at the end.</summary>
    public string? Directory { get; init; }

    /// <summary>Settings of all silos and gateways, beyond those that make them a cluster.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether what ends by itself is started again, after a growing pause.</summary>
    public bool Restarts { get; init; } = true;

    /// <summary>False gives up what a power cut would take; a killed process loses nothing either way.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Whether each silo and gateway has a network of its own whose links can be cut (<see cref="LocalCluster.Network"/>). Needs root.</summary>
    public bool Isolated { get; init; }

    /// <summary>Sees each member, at its address, before the first start of any, to give it an environment, a build or a network of its own.</summary>
    public Action<Member>? Configure { get; init; }

    /// <summary>Told what is being done.</summary>
    public Action<string> Say { get; init; } = _ => { };
}

using System.Text.Json.Serialization;

namespace Rostra.Oversight;

/// <summary>What a node is. Standalone is one of each.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NodeRole>))]
public enum NodeRole
{
    [JsonStringEnumMemberName("gateway")] Gateway,
    [JsonStringEnumMemberName("silo")] Silo,
}

[JsonConverter(typeof(JsonStringEnumConverter<NodeStatus>))]
public enum NodeStatus
{
    [JsonStringEnumMemberName("starting")] Starting,
    [JsonStringEnumMemberName("active")] Active,
    [JsonStringEnumMemberName("stopping")] Stopping,
    [JsonStringEnumMemberName("dead")] Dead,
}

/// <summary>What a node did within the last minute, and what it holds now. A gateway sends and has connections, a silo commits and has rooms.</summary>
/// <param name="Sends">Messages that people sent; each repeat counts.</param>
/// <param name="Kept">Of those, answered as kept.</param>
/// <param name="Refused">Of those, refused.</param>
/// <param name="SocketsOpened">Sockets that finished their handshake.</param>
/// <param name="Commits">Commits of rooms that were kept.</param>
/// <param name="Fenced">Commits that were not, because another activation of the room had written.</param>
/// <param name="Connections">Open sockets.</param>
/// <param name="Rooms">Rooms that are up.</param>
[GenerateSerializer, Immutable, Alias("rostra.NodeFigures")]
public sealed record NodeFigures(long Sends, long Kept, long Refused, long SocketsOpened, long Commits, long Fenced, long Connections, long Rooms)
{
    public static readonly NodeFigures None = new(0, 0, 0, 0, 0, 0, 0, 0);

    public static NodeFigures operator +(NodeFigures a, NodeFigures b) => new(
        a.Sends + b.Sends, a.Kept + b.Kept, a.Refused + b.Refused, a.SocketsOpened + b.SocketsOpened, a.Commits + b.Commits, a.Fenced + b.Fenced,
        a.Connections + b.Connections, a.Rooms + b.Rooms);
}

/// <summary>What a node tells the board.</summary>
/// <param name="Id">Of this process's life: a silo's address with its generation, a gateway's id.</param>
[GenerateSerializer, Immutable, Alias("rostra.NodeReport")]
public sealed record NodeReport(NodeRole Role, string Id, string Machine, string Version, DateTimeOffset StartedAt, NodeFigures Figures)
{
    /// <summary>How often a node tells.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>A node that has been silent for so long is not shown as heard.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(20);
}

/// <summary>A process, or half of a Standalone.</summary>
/// <param name="Machine">Absent: it has not told yet.</param>
/// <param name="Version">Likewise.</param>
/// <param name="Activations">Of a silo that answers: grains in its memory.</param>
/// <param name="LastMinute">Absent: it has not told lately.</param>
[GenerateSerializer, Immutable, Alias("rostra.Node")]
public sealed record Node(
    NodeRole Role, string Id, NodeStatus Status, DateTimeOffset StartedAt, string? Machine, string? Version, int? Activations, NodeFigures? LastMinute);

/// <param name="LastMinute">Summed over all that told.</param>
[GenerateSerializer, Immutable, Alias("rostra.NodeList")]
public sealed record NodeList(ImmutableArray<Node> Nodes, NodeFigures LastMinute);

using System.Text.Json;

namespace Rostra.Topology;

/// <summary>What later commands must know of a cluster that was started by an earlier one.</summary>
internal sealed record StoredPlan(int Silos, int Gateways, int Port, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    public static StoredPlan? Read(string directory)
    {
        var file = Path.Combine(directory, ClusterDirectory.PlanFile);
        return File.Exists(file) ? JsonSerializer.Deserialize<StoredPlan>(File.ReadAllText(file)) : null;
    }

    public void Write(ClusterDirectory directory) => File.WriteAllText(Path.Combine(directory.Path, ClusterDirectory.PlanFile), JsonSerializer.Serialize(this, s_json));

    public LocalCluster Open(string directory, Action<string> say) => new(
        new ClusterPlan { Silos = Silos, Gateways = Gateways, Port = Port, Environment = Environment, Directory = directory, Say = say }, PortBlock.At(Port));

    /// <summary>Whether both are the same cluster.</summary>
    public bool IsLike(StoredPlan other) =>
        (Silos, Gateways, Port) == (other.Silos, other.Gateways, other.Port) && Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual(
            other.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal));
}

using Rostra.Postgres;

namespace Rostra.Topology;

/// <summary>Everything that a cluster writes.</summary>
internal sealed class ClusterDirectory
{
    public const string PlanFile = "cluster.json";

    public ClusterDirectory(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        // Passable: as root, Postgres runs as another account.
        Modes.MakeDirectory(Path, Environment.IsPrivilegedProcess ? Modes.Passable : Modes.Private);
        Modes.MakeDirectory(Logs, Modes.Private);
        Modes.MakeDirectory(Records, Modes.Private);
        Modes.MakeDirectory(Redis, Modes.Private);
        Modes.MakeDirectory(Balancer, Modes.Private);
    }

    public string Path { get; }

    public string Logs => Below("logs");

    public string Records => Below("processes");

    public string Redis => Below("redis");

    public string Balancer => Below("balancer");

    public string PostgresPassword => Below("postgres.password");

    public string RedisPassword => Below("redis.password");

    public string SigningKey => Below("signing.key");

    private string Below(string name) => System.IO.Path.Combine(Path, name);
}

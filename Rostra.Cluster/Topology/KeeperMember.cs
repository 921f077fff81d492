using Rostra.Processes;

namespace Rostra.Topology;

/// <summary>The process behind <c>./cluster</c> that starts again what ended by itself. Without it everything else goes on.</summary>
internal sealed class KeeperMember : Member
{
    public const string Command = "keep";

    private readonly LocalCluster _cluster;

    internal KeeperMember(LocalCluster cluster)
        : base(cluster.Files, "keeper") => _cluster = cluster;

    public override string Addresses => "";

    public override Task<bool> IsReady(CancellationToken cancellation) => Task.FromResult(State is MemberState.Running);

    private protected override Task<ProcessIdentity> Launch(CancellationToken cancellation) => Task.FromResult(Started(Launcher.Start(new(
        Programs.In(AppContext.BaseDirectory, "Rostra.Cluster"), [Command, "--directory", _cluster.Directory], new Dictionary<string, string>(), LogFile, _cluster.Directory))));
}

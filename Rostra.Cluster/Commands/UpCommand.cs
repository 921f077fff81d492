using System.CommandLine;
using System.Diagnostics;
using Rostra.Processes;
using Rostra.Topology;

namespace Rostra.Commands;

/// <summary><c>up</c>: starts what does not run, and returns when people can come.</summary>
internal sealed class UpCommand : ClusterCommand
{
    private readonly Option<int> _silos = new("--silos") { Description = "How many silos.", DefaultValueFactory = _ => 2 };
    private readonly Option<int> _gateways = new("--gateways") { Description = "How many gateways.", DefaultValueFactory = _ => 2 };
    private readonly Option<int> _port = new("--port") { Description = "Where the balancer listens; the others take the hundred ports from there.", DefaultValueFactory = _ => 6080 };
    private readonly Option<string[]> _set = new("--set") { Description = "A setting of all silos and gateways, such as Rostra__Limits__SendBurst=1000; may be repeated." };

    public UpCommand()
        : base("up", "Starts a cluster and returns when it is ready. It goes on in the background.")
    {
        Add(_silos);
        Add(_gateways);
        Add(_port);
        Add(_set);
    }

    protected override async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var since = Stopwatch.GetTimestamp();
        var directory = Directory(parsed);
        var plan = new StoredPlan(parsed.GetValue(_silos), parsed.GetValue(_gateways), parsed.GetValue(_port), Environment(parsed));
        if (StoredPlan.Read(directory) is { } earlier && !earlier.IsLike(plan) && earlier.Open(directory, Say).Members.Any(member => member.Pid is not null))
        {
            throw new StartRefusedException($"Another cluster runs in {directory}: ./cluster down first, or name another --directory.");
        }

        await SystemPrograms.Ensure(LocalCluster.Packages, Say, cancellation);
        var cluster = plan.Open(directory, Say);
        RefuseTakenPorts(cluster);
        plan.Write(cluster.Files);
        await cluster.StartAll(cancellation);
        await cluster.WaitReady(cancellation);
        await cluster.Keeper.Start(cancellation);
        Say($"Rostra is ready at http://localhost:{plan.Port}  ({plan.Silos} silos, {plan.Gateways} gateways; data: {directory}; {Seconds(Stopwatch.GetElapsedTime(since))})");
        return 0;
    }

    private Dictionary<string, string> Environment(ParseResult parsed) => (parsed.GetValue(_set) ?? []).Select(set => set.Split('=', 2)).ToDictionary(
        set => set[0],
        set => set is [_, var value] ? value : throw new StartRefusedException($"--set {set[0]}: a setting is NAME=VALUE."));

    private static void RefuseTakenPorts(LocalCluster cluster)
    {
        if (cluster.Members.Any(member => member.Pid is not null))
        {
            return; // Ours.
        }

        var taken = cluster.Ports.All(cluster.Silos.Count, cluster.Gateways.Count).Where(port => !PortBlock.IsFree(port)).ToList();
        if (taken.Count > 0)
        {
            throw new StartRefusedException($"Another program listens on {string.Join(", ", taken)}: choose another --port; the cluster takes the hundred ports from there.");
        }
    }
}

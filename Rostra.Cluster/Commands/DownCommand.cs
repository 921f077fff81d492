using System.CommandLine;
using Rostra.Topology;

namespace Rostra.Commands;

/// <summary><c>down</c>: ends everything, whatever state it is in.</summary>
internal sealed class DownCommand : ClusterCommand
{
    private readonly Option<bool> _now = new("--now") { Description = "SIGKILL instead of stopping in order." };
    private readonly Option<bool> _erase = new("--erase") { Description = "Removes the directory, with all messages." };

    public DownCommand()
        : base("down", "Ends the cluster. What people wrote is kept for the next up.")
    {
        Add(_now);
        Add(_erase);
    }

    protected override async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var directory = Directory(parsed);
        if (StoredPlan.Read(directory) is not { } plan)
        {
            Say($"There is no cluster in {directory}.");
            return 0;
        }

        var cluster = plan.Open(directory, Say);
        await cluster.Keeper.Kill(); // First, lest it start again what we stop.
        await (parsed.GetValue(_now) ? cluster.KillAll() : cluster.StopAll());
        if (parsed.GetValue(_erase))
        {
            cluster.Erase();
        }

        Say(parsed.GetValue(_erase) ? $"The cluster is down, and {directory} is gone." : $"The cluster is down; its data stays in {directory}.");
        return 0;
    }
}

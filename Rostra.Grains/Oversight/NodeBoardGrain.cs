namespace Rostra.Oversight;

[GrainType("node-board")]
internal sealed class NodeBoardGrain(TimeProvider time) : Grain, INodeBoardGrain
{
    private readonly Dictionary<(NodeRole Role, string Id), (NodeReport Report, TimeSpan Until)> _told = [];

    private TimeSpan Now => time.GetElapsedTime(0);

    public Task Tell(NodeReport report)
    {
        var now = Now;
        _told[(report.Role, report.Id)] = (report, now + NodeReport.Lifetime);
        foreach (var (node, (_, until)) in _told)
        {
            if (until <= now)
            {
                _told.Remove(node);
            }
        }
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<NodeReport>> All()
    {
        var now = Now;
        return Task.FromResult<ImmutableArray<NodeReport>>([.. _told.Values.Where(told => told.Until > now).Select(told => told.Report)]);
    }
}

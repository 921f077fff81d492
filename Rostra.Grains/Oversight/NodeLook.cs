using Microsoft.Extensions.Logging;

namespace Rostra.Oversight;

/// <summary>Joins what the membership table knows of silos, what each silo answers, and what all nodes have told the board.</summary>
internal sealed partial class NodeLook(IGrainFactory grains, TimeProvider time, ILogger<NodeLook> logger)
{
    /// <summary>Who died longer ago is of no interest here; the table keeps them for days.</summary>
    private static readonly TimeSpan DeadShown = TimeSpan.FromHours(1);

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    public async Task<NodeList> Look()
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var told = await grains.NodeBoard().All();
        var hosts = await management.GetDetailedHosts();
        var silos = await Task.WhenAll(hosts
            .Where(host => host.Status is not SiloStatus.Dead || time.GetUtcNow() - host.IAmAliveTime < DeadShown)
            .Select(host => Silo(host, told, management)));
        var gateways = told.Where(report => report.Role is NodeRole.Gateway).Select(Gateway);
        var nodes = silos.Concat(gateways).OrderBy(node => node.Role).ThenBy(node => node.Status is NodeStatus.Dead).ThenBy(node => node.StartedAt).ThenBy(node => node.Id, StringComparer.Ordinal);
        return new NodeList([.. nodes], told.Aggregate(NodeFigures.None, (sum, report) => sum + report.Figures));
    }

    private static Node Gateway(NodeReport report) =>
        new(report.Role, report.Id, NodeStatus.Active, report.StartedAt, report.Machine, report.Version, Activations: null, report.Figures);

    private async Task<Node> Silo(MembershipEntry host, ImmutableArray<NodeReport> told, IManagementGrain management)
    {
        var id = host.SiloAddress.ToParsableString();
        var report = told.FirstOrDefault(one => one.Role is NodeRole.Silo && one.Id == id);
        var activations = host.Status is SiloStatus.Active ? await Activations(host.SiloAddress, management) : null;
        var startedAt = new DateTimeOffset(DateTime.SpecifyKind(host.StartTime, DateTimeKind.Utc));
        return new Node(NodeRole.Silo, id, StatusOf(host.Status), startedAt, report?.Machine ?? host.HostName, report?.Version, activations, report?.Figures);
    }

    /// <summary>Each silo by itself: one that does not answer hides no other.</summary>
    private async Task<int?> Activations(SiloAddress silo, IManagementGrain management)
    {
        try
        {
            return (await management.GetRuntimeStatistics([silo]).WaitAsync(AnswerTime, time))[0].ActivationCount;
        }
        catch (Exception fault)
        {
            LogSilent(fault, silo);
            return null;
        }
    }

    private static NodeStatus StatusOf(SiloStatus status) => status switch
    {
        SiloStatus.Active => NodeStatus.Active,
        SiloStatus.ShuttingDown or SiloStatus.Stopping => NodeStatus.Stopping,
        SiloStatus.Dead => NodeStatus.Dead,
        _ => NodeStatus.Starting,
    };

    [LoggerMessage(EventId = 1802, Level = LogLevel.Warning, Message = "Silo {Silo} did not say what it holds")]
    private partial void LogSilent(Exception fault, SiloAddress silo);
}

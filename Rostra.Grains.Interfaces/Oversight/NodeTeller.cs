using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Rostra.Oversight;

/// <summary>Tells the board of this node, every few seconds: one small call.</summary>
/// <param name="id">Asked late: a silo has no address before it starts.</param>
public sealed partial class NodeTeller(NodeRole role, Func<string> id, IGrainFactory grains, IMeterFactory meters, TimeProvider time, ILogger<NodeTeller> logger)
    : BackgroundService
{
    private static readonly string s_version =
        typeof(NodeTeller).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var startedAt = time.GetUtcNow();
        using var minute = new LastMinute(role, meters, time);
        using var timer = new PeriodicTimer(NodeReport.Every, time);
        do
        {
            try
            {
                await grains.NodeBoard().Tell(new NodeReport(role, id(), Environment.MachineName, s_version, startedAt, minute.Take()));
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogUntold(fault); // The cluster may not be there yet, or the board just moving: it is told the next time.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 1801, Level = LogLevel.Debug, Message = "The board of nodes was not told; it is the next time")]
    private partial void LogUntold(Exception fault);
}

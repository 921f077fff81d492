using Microsoft.Extensions.Options;

namespace Rostra.Fencing;

/// <summary>Holds a starting silo back before it joins, as <see cref="JoinRule"/> says.</summary>
internal sealed partial class JoinGate(
    IMembershipTable table, Heartbeats heartbeats, ILocalSiloDetails me, SiloEnd end, IOptions<FencingOptions> options, TimeProvider clock, ILogger<JoinGate> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>Before the membership's own beginning, at <see cref="ServiceLifecycleStage.RuntimeGrainServices"/>.</summary>
    private const int Stage = ServiceLifecycleStage.RuntimeGrainServices - 100;

    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(JoinGate), Stage, Pass);

    private async Task Pass(CancellationToken cancellation)
    {
        await Reach(cancellation);
        var (rule, began) = (new JoinRule(options.Value.BeatMissedFor), clock.GetTimestamp());
        for (var looks = 0; ; looks++)
        {
            var there = await Tables.Read(table, cancellation);
            var listed = (there?.Members ?? []).Select(row => Name(row.Item1.SiloAddress)).ToHashSet();
            var beating = await heartbeats.Read(me.ClusterId, cancellation);
            var missing = rule.Missing(there?.Version.Version, listed, beating.Where(IsAnother), clock.GetElapsedTime(began));
            if (missing.Count == 0)
            {
                await heartbeats.Remove(me.ClusterId, rule.Dead, cancellation);
                return;
            }

            if (looks % 10 == 0)
            {
                LogWaiting(string.Join(", ", missing));
            }

            if (clock.GetElapsedTime(began) > options.Value.JoinMax)
            {
                await end.Fence("other silos live that are not in the membership table, and it does not join a second cluster");
            }

            await Task.Delay(options.Value.LookEvery, clock, cancellation);
        }
    }

    /// <summary>Redis may come up after this silo.</summary>
    private async Task Reach(CancellationToken cancellation)
    {
        for (var began = clock.GetTimestamp(); ;)
        {
            try
            {
                await table.InitializeMembershipTableAsync(tryInitTableVersion: false, cancellation);
                _ = await Tables.Read(table, cancellation);
                return;
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested && clock.GetElapsedTime(began) < options.Value.JoinMax)
            {
                LogUnreached(fault.Message);
            }

            await Task.Delay(options.Value.LookEvery, clock, cancellation);
        }
    }

    /// <summary>Whoever was at this address before is gone: the port is this silo's.</summary>
    private bool IsAnother(Heartbeat heartbeat) => !heartbeat.Silo.StartsWith($"{me.SiloAddress.Endpoint}@", StringComparison.Ordinal);

    public static string Name(SiloAddress silo) => $"{silo.Endpoint}@{silo.Generation}";

    [LoggerMessage(EventId = 1602, Level = LogLevel.Warning, Message = "These silos live, or lived until lately, and the membership table does not have them: {Silos}. Not joining before that is clear")]
    private partial void LogWaiting(string silos);

    [LoggerMessage(EventId = 1603, Level = LogLevel.Warning, Message = "The membership table is not reached yet: {Fault}")]
    private partial void LogUnreached(string fault);
}

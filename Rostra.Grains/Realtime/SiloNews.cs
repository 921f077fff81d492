using Microsoft.Extensions.Hosting;

namespace Rostra.Realtime;

/// <summary>Tells the gateways that silos have come or gone: Orleans' clients see none of that. Each silo tells those it knows; a gateway counts it once.</summary>
internal sealed class SiloNews(IClusterMembershipService members, GatewaySenders senders) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ImmutableHashSet<SiloAddress> before = [];
        await foreach (var snapshot in members.MembershipUpdates.WithCancellation(stoppingToken))
        {
            ImmutableHashSet<SiloAddress> active = [.. snapshot.Members.Values.Where(member => member.Status is SiloStatus.Active).Select(member => member.SiloAddress)];
            if (!active.SetEquals(before))
            {
                senders.Tell(snapshot.Version.Value);
            }

            before = active;
        }
    }
}

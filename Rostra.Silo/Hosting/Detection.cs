using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Rostra.Hosting;

/// <summary>Makes Orleans as quick, and as patient, as <see cref="ClusterTimes"/> says.</summary>
internal static class Detection
{
    public static void UseClusterTimes(this ISiloBuilder silo)
    {
        silo.Services.AddOptions<ClusterMembershipOptions>().Configure<IOptions<ClusterTimes>>((membership, times) => Set(membership, times.Value));
    }

    private static void Set(ClusterMembershipOptions membership, ClusterTimes times)
    {
        membership.ProbeTimeout = times.ProbeTimeout;
        membership.MaxProbeTimeout = times.ProbeTimeoutMax;
        membership.NumMissedProbesLimit = times.MissedProbesMax;
        membership.EnableConnectionLivenessCheck = times.ConnectionVeto;
        membership.EnableIndirectProbes = times.IndirectProbes;
        membership.TableRefreshTimeout = times.TableRefreshEvery;
        membership.IAmAliveTablePublishTimeout = times.AliveEvery;
    }
}

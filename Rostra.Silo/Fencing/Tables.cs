using Orleans.Clustering.Redis;

namespace Rostra.Fencing;

/// <summary>Reading the membership table.</summary>
internal static class Tables
{
    /// <summary>Null: there is no table. Whatever else fails is thrown.</summary>
    public static async Task<MembershipTableData?> Read(IMembershipTable table, CancellationToken cancellation)
    {
        try
        {
            return await table.ReadAllAsync(cancellation);
        }
        catch (RedisClusteringException)
        {
            return null; // Thrown for nothing else: Redis answers, and has no version.
        }
    }

    public static bool IsLiving(SiloStatus status) => status is SiloStatus.Joining or SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping;
}

using Microsoft.Extensions.Options;

namespace Rostra.Allowances;

[GrainType("allowance")]
internal sealed class AllowanceGrain(IOptions<AllowanceOptions> options, TimeProvider clock) : Grain, IAllowanceGrain
{
    private readonly Dictionary<Allowance, LeasedBucket> _buckets = [];

    public Task<AllowanceLease> Lease(Guid gatewayId, Allowance kind, int wanted, int unspent)
    {
        var now = clock.GetElapsedTime(0);
        if (!_buckets.TryGetValue(kind, out var bucket))
        {
            var (burst, perSecond) = options.Value.Of(kind);
            _buckets[kind] = bucket = new LeasedBucket(burst, perSecond, now);
        }

        return Task.FromResult(bucket.Lease(gatewayId, wanted, unspent, now));
    }
}

using Rostra.Topology;

namespace Rostra.Chaos;

/// <summary>Which silo has the rooms in which people talk, by what it asks of Postgres. Rooms stay where they are, so it is often one alone.</summary>
internal sealed class Writers(IReadOnlyDictionary<SiloMember, PostgresLine> lines)
{
    private static readonly TimeSpan LookFor = TimeSpan.FromMilliseconds(500);

    public PostgresLine LineOf(SiloMember silo) => lines[silo];

    public IEnumerable<PostgresLine> Lines => lines.Values;

    public async Task<SiloMember> Busiest(CancellationToken cancellation)
    {
        var before = lines.ToDictionary(line => line.Key, line => line.Value.Asked);
        await Task.Delay(LookFor, cancellation);
        return lines.Keys.MaxBy(silo => lines[silo].Asked - before[silo])!;
    }
}

namespace Rostra.Hosting;

/// <summary>A silo answers.</summary>
internal sealed class ClusterJoined(IGrainFactory grains) : IReadinessCheck
{
    public string Name => "cluster";

    public string Otherwise => "No silo answers.";

    public async Task<bool> Holds(CancellationToken cancellation) =>
        (await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, cancellation)).Count > 0;
}

/// <summary>A silo reads from the database; migrations are done before a silo answers at all.</summary>
internal sealed class DatabaseReachable(IGrainFactory grains) : IReadinessCheck
{
    public string Name => "database";

    public string Otherwise => "No silo reads from the database.";

    public async Task<bool> Holds(CancellationToken cancellation)
    {
        await grains.Directory().RoomIdsOf(Guid.Empty).WaitAsync(cancellation);
        return true;
    }
}

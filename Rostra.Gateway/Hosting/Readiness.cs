namespace Rostra.Hosting;

/// <summary>One thing that must hold before callers are sent here.</summary>
internal interface IReadinessCheck
{
    string Name { get; }

    /// <summary>An exception is the same as false.</summary>
    Task<bool> Holds(CancellationToken cancellation);
}

/// <summary>A silo answers.</summary>
internal sealed class ClusterJoined(IGrainFactory grains) : IReadinessCheck
{
    public string Name => "cluster";

    public async Task<bool> Holds(CancellationToken cancellation) =>
        (await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, cancellation)).Count > 0;
}

/// <summary>A silo reads from the database; migrations are done before a silo answers at all.</summary>
internal sealed class DatabaseReachable(IGrainFactory grains) : IReadinessCheck
{
    public string Name => "database";

    public async Task<bool> Holds(CancellationToken cancellation)
    {
        await grains.Directory().RoomIdsOf(Guid.Empty).WaitAsync(cancellation);
        return true;
    }
}

/// <summary>This process is not on its way out.</summary>
internal sealed class NotDraining(IHostApplicationLifetime lifetime) : IReadinessCheck
{
    public string Name => "accepting";

    public Task<bool> Holds(CancellationToken cancellation) => Task.FromResult(!lifetime.ApplicationStopping.IsCancellationRequested);
}

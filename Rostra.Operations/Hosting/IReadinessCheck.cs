namespace Rostra.Hosting;

/// <summary>One thing that must hold before callers are sent here.</summary>
internal interface IReadinessCheck
{
    string Name { get; }

    /// <summary>What it means that it does not hold, for operators.</summary>
    string Otherwise { get; }

    /// <summary>An exception is the same as false.</summary>
    Task<bool> Holds(CancellationToken cancellation);
}

/// <summary>This process is not on its way out.</summary>
internal sealed class NotDraining(IHostApplicationLifetime lifetime) : IReadinessCheck
{
    public string Name => "accepting";

    public string Otherwise => "This process is stopping: callers go elsewhere.";

    public Task<bool> Holds(CancellationToken cancellation) => Task.FromResult(!lifetime.ApplicationStopping.IsCancellationRequested);
}

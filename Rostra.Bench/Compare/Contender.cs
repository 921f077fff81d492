namespace Rostra.Compare;

/// <summary>A chat that is measured. Both speak SignalR's JSON protocol; what differs is said here.</summary>
internal abstract class Contender : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>Sent first on each socket; when it is answered, the socket hears its room.</summary>
    public abstract byte[] Greeting { get; }

    /// <summary>The hub's method that takes a message.</summary>
    public abstract string SendMethod { get; }

    /// <summary>Whether its arguments are one object; else they stand alone: room, client id, text.</summary>
    public abstract bool TakesObject { get; }

    /// <summary>Rooms and people, made once.</summary>
    public abstract Task<IReadOnlyList<Seat>> Furnish(Workload workload, CancellationToken cancellation);

    public abstract Task Start(CancellationToken cancellation);

    public abstract Task Stop();

    /// <summary>What all of its processes have computed until now, the stores too.</summary>
    public abstract TimeSpan ProcessorTime();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

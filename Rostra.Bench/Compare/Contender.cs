using Rostra.Processes;

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

    /// <summary>Those of its processes that hold the sockets.</summary>
    public abstract IReadOnlyList<ProcessIdentity> Fronts { get; }

    /// <summary>All of its processes, without the stores.</summary>
    public abstract IReadOnlyList<ProcessIdentity> Programs { get; }

    /// <summary>Where a page of a room is: its newest, what is older than a message, or what is around one.</summary>
    public abstract string PagePath(Guid room, int limit, long? before = null, long? around = null);

    /// <summary>Puts messages into a room, past the program, while that is stopped. Answers the first one's id; the others follow it without a hole.</summary>
    public abstract Task<long> Fill(Guid room, IEnumerable<string> texts, CancellationToken cancellation);

    /// <summary>What all of its processes have computed until now, the stores too.</summary>
    public abstract TimeSpan ProcessorTime();

    /// <summary>One round, from its start to its end.</summary>
    public async Task<T> Play<T>(Cores cores, Func<Task<T>> round, CancellationToken cancellation)
    {
        await cores.Serve(() => Start(cancellation));
        try
        {
            return await round();
        }
        finally
        {
            await Stop();
        }
    }

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected static string Place(string name, long? id) => id is null ? "" : $"&{name}={id}";
}

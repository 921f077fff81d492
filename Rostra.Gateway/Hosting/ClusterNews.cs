namespace Rostra.Hosting;

/// <summary>
/// Tells that silos have come or gone. Calls that are under way may wait for an answer that never comes: they are made again at once; and rooms may have moved: they are
/// asked where they stand. It comes from the silos, which vote, and from this gateway's own connections.
/// </summary>
internal sealed class ClusterNews
{
    private readonly Lock _lock = new();
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = long.MinValue;

    /// <summary>Handlers must not block.</summary>
    public event Action? Changed;

    /// <summary>Completes with the next change.</summary>
    public Task Next => _next.Task;

    /// <summary>All silos tell the same change; it is news once.</summary>
    /// <param name="version">Of the membership.</param>
    public void Tell(long version)
    {
        lock (_lock)
        {
            if (version <= _version)
            {
                return;
            }

            _version = version;
        }

        Tell();
    }

    public void Tell()
    {
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        Changed?.Invoke();
    }
}

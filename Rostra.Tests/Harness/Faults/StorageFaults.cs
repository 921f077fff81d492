using Microsoft.Extensions.DependencyInjection;
using Rostra.Rooms.Log;

namespace Rostra.Testing;

/// <summary>What goes wrong between a silo's rooms and their log: it is slow, it stands still, it fails.</summary>
public sealed class StorageFaults
{
    private readonly Changing _arrivals = new();
    private volatile TaskCompletionSource _open = Opened();
    private int _failures;
    private int _held;

    /// <summary>Each commit waits so long before it goes on its way.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Commits wait before they go on their way, until <see cref="Release"/>.</summary>
    public void Hold() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _open.TrySetResult();

    /// <summary>Waits until so many commits are held.</summary>
    public Task Held(int count = 1) =>
        _arrivals.Until(() => Volatile.Read(ref _held) >= count ? this : null, () => $"{count} commits to be held before storage", () => $"{_held} held");

    /// <summary>The next so many commits fail before anything is kept.</summary>
    public void Fail(int count) => Interlocked.Add(ref _failures, count);

    internal void Stand(IServiceCollection services)
    {
        var real = services.Last(service => service.ServiceType == typeof(IRoomLog));
        services.Remove(real);
        services.AddSingleton<IRoomLog>(provider => new Log((IRoomLog)real.ImplementationFactory!(provider), this));
    }

    private async Task Pass()
    {
        if (Interlocked.Decrement(ref _failures) >= 0)
        {
            throw new IOException("A test lets storage fail.");
        }

        Interlocked.Increment(ref _failures);
        await Task.Delay(Delay);
        Interlocked.Increment(ref _held);
        _arrivals.Changed();
        await _open.Task;
        Interlocked.Decrement(ref _held);
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private sealed class Log(IRoomLog real, StorageFaults faults) : IRoomLog
    {
        public async Task<CommitOutcome> Append(RoomCommit commit)
        {
            await faults.Pass();
            return await real.Append(commit);
        }

        public async Task<CommitOutcome> Create(Guid roomId, Guid commitId, RoomRow room)
        {
            await faults.Pass();
            return await real.Create(roomId, commitId, room);
        }
    }
}

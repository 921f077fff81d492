using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Rostra.Fencing;
using Rostra.Rooms;
using Rostra.Rooms.Log;

namespace Rostra.Users;

/// <summary>
/// The silo's group commit of read marks: those that come while a statement is under way go together in the next, each person's in a room once, at its
/// highest. A mark may be sent twice: it only rises, so an unknown outcome is settled by sending it again.
/// </summary>
internal sealed partial class ReadMarkWriter(
    WriterDatabase database, Fence fence, IOptions<RoomLogOptions> options, TimeProvider time, ILogger<ReadMarkWriter> logger) : IAsyncDisposable
{
    /// <summary>Marks that wait; above it callers are told busy.</summary>
    public const int WaitingMax = 20_000;

    /// <summary>Marks in one statement.</summary>
    private const int BatchMax = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<MarkKey, PendingMark> _waiting = [];
    private readonly CancellationTokenSource _stopping = new(); // Without a timer there is nothing to dispose of.
    private Task _running = Task.CompletedTask;
    private bool _isRunning;

    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    public Task<Outcome<MovedMark>> Move(MarkKey key, long seq)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(key, out var pending))
            {
                if (_stopping.IsCancellationRequested || !fence.IsOpen || _waiting.Count >= WaitingMax)
                {
                    return Task.FromResult<Outcome<MovedMark>>(Refusals.Busy);
                }
                _waiting[key] = pending = new PendingMark();
            }
            pending.Seq = Math.Max(pending.Seq, seq);
            if (!_isRunning)
            {
                _isRunning = true;
                _running = Task.Run(Run, CancellationToken.None); // Away from the scheduler of the grain that asks.
            }
            return pending.Outcome.Task;
        }
    }

    /// <summary>Stops after the statement under way; who still waits is told busy, and asks again elsewhere.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    private async Task Run()
    {
        NpgsqlConnection? connection = null;
        while (Take() is { Count: > 0 } batch)
        {
            connection = await Settle(batch, connection);
        }
        if (connection is not null)
        {
            await connection.DisposeAsync(); // Back to its pool: nobody knows when somebody reads again.
        }
    }

    private List<KeyValuePair<MarkKey, PendingMark>> Take()
    {
        lock (_lock)
        {
            List<KeyValuePair<MarkKey, PendingMark>> batch = [.. _waiting.Take(BatchMax)];
            batch.ForEach(mark => _waiting.Remove(mark.Key));
            _isRunning = batch.Count > 0;
            return batch;
        }
    }

    /// <returns>The connection to go on with, if there is a good one.</returns>
    private async Task<NpgsqlConnection?> Settle(List<KeyValuePair<MarkKey, PendingMark>> batch, NpgsqlConnection? connection)
    {
        var asked = batch.ToDictionary(mark => mark.Key, mark => mark.Value.Seq);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                _stopping.Token.ThrowIfCancellationRequested();
                connection ??= await database.Source.OpenConnectionAsync(_stopping.Token);
                var outcomes = await ReadMarkSql.Run(connection, asked, CancellationToken.None);
                UnreadMetrics.Recounted(asked.Count);
                batch.ForEach(mark => mark.Value.Outcome.SetResult(outcomes[mark.Key]));
                return connection;
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                batch.ForEach(mark => mark.Value.Outcome.SetResult(Refusals.Busy));
                return connection;
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException)
            {
                LogRepeated(logger, fault, asked.Count, attempt + 1);
                if (connection is not null)
                {
                    await connection.DisposeAsync();
                    connection = null;
                }
                await Task.Delay(CommitFaults.Wait(options.Value, attempt), time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message = "The outcome of {Marks} read marks is unknown (attempt {Attempt}); they are sent again")]
    private static partial void LogRepeated(ILogger logger, Exception fault, int marks, int attempt);

    private sealed class PendingMark
    {
        public long Seq { get; set; }

        public TaskCompletionSource<Outcome<MovedMark>> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

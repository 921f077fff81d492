using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rostra.Fencing;
using Rostra.Hosting;

namespace Rostra.Rooms.Log;

/// <summary>One connection and one transaction at a time: takes what has gathered, sends it, answers each room, and again.</summary>
internal sealed partial class WriterLane : IAsyncDisposable
{
    private readonly CommitQueue _queue;
    private readonly bool _postsOnly;
    private readonly NpgsqlDataSource _database;
    private readonly Fence _fence;
    private readonly RoomLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationToken _stopping;
    private readonly Task _running;
    private NpgsqlConnection? _connection;

    public WriterLane(
        CommitQueue queue, bool postsOnly, NpgsqlDataSource database, Fence fence, RoomLogOptions options, TimeProvider time, ILogger logger,
        CancellationToken stopping)
    {
        (_queue, _postsOnly, _database, _fence, _options, _time, _logger, _stopping) = (queue, postsOnly, database, fence, options, time, logger, stopping);
        // Away from whatever scheduler asked for the writer first: a grain's would stop with the grain.
        _running = Task.Run(Run, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _running;
        await Disconnect();
    }

    private async Task Run()
    {
        while (!_stopping.IsCancellationRequested)
        {
            List<PendingCommit> batch;
            try
            {
                batch = await _queue.Take(_stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            if (batch.Count == 0)
            {
                return;
            }
            if (_fence.IsOpen)
            {
                await Settle(batch);
            }
            else
            {
                batch.ForEach(pending => pending.Answer(CommitOutcome.Locked.Value)); // Busy: the gateway asks again, and then perhaps another silo.
            }
        }
    }

    /// <summary>Ends when every commit of the batch is answered, put back or abandoned.</summary>
    private async Task Settle(List<PendingCommit> batch)
    {
        try
        {
            using var span = Instruments.Below("rostra.transaction", ActivityKind.Internal, batch.Select(pending => pending.Trace));
            var began = _time.GetTimestamp();
            var outcomes = await SendUntilKnown(batch);
            CommitMetrics.Together(batch, _time.GetElapsedTime(began));
            Answer(batch, outcomes);
        }
        catch (Exception refused) when (CommitFaults.IsOfTheRows(refused))
        {
            await Isolate(batch, refused);
        }
        catch (OperationCanceledException)
        {
            batch.ForEach(pending => pending.Abandon());
        }
    }

    /// <summary>One bad row spoils a statement: halve, until the culprit is alone and the others are kept.</summary>
    private async Task Isolate(List<PendingCommit> batch, Exception refused)
    {
        if (batch.Count == 1)
        {
            var state = CommitFaults.SqlState(refused);
            LogRejected(_logger, batch[0].Commit.RoomId, state);
            batch[0].Answer(new CommitOutcome.Rejected(state));
            return;
        }
        var half = batch.Count / 2;
        await Settle(batch[..half]);
        await Settle(batch[half..]);
    }

    /// <summary>
    /// After a lost connection or a time-out nobody knows whether the statement took effect, and the old backend may still be at it. The same commits are
    /// sent again, under the same ids, against the same heads: whatever happened, the answer is then definite.
    /// </summary>
    private async Task<Dictionary<Guid, CommitOutcome?>> SendUntilKnown(List<PendingCommit> batch)
    {
        var commits = batch.ConvertAll(pending => pending.Commit);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                _connection ??= await _database.OpenConnectionAsync(_stopping);
                // Not cancelled by a stop: a statement under way is worth waiting for, and its own time limits end it.
                return await AppendStatement.Run(_connection, commits, _postsOnly, CancellationToken.None);
            }
            catch (Exception fault) when (!CommitFaults.IsOfTheRows(fault) && !_stopping.IsCancellationRequested)
            {
                CommitMetrics.Unknown(commits.Count);
                LogUnknown(_logger, fault, commits.Count, attempt + 1);
                await Disconnect();
                await Task.Delay(CommitFaults.Wait(_options, attempt), _time, _stopping);
            }
        }
    }

    private void Answer(List<PendingCommit> batch, Dictionary<Guid, CommitOutcome?> outcomes)
    {
        foreach (var pending in batch)
        {
            if (outcomes.GetValueOrDefault(pending.Commit.RoomId) is { } outcome)
            {
                pending.Answer(outcome);
            }
            else if (_time.GetElapsedTime(pending.StartedAt) > _options.LockedFor)
            {
                LogLocked(_logger, pending.Commit.RoomId, pending.LockedTimes);
                pending.Answer(CommitOutcome.Locked.Value);
            }
            else
            {
                _ = TryLater(pending);
            }
        }
    }

    private async Task TryLater(PendingCommit pending)
    {
        try
        {
            await Task.Delay(CommitFaults.Wait(_options, pending.LockedTimes++), _time, _stopping);
            _queue.Return(pending);
        }
        catch (OperationCanceledException)
        {
            pending.Abandon();
        }
    }

    private async Task Disconnect()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "The outcome of {Commits} commits is unknown (attempt {Attempt}); they are sent again")]
    private static partial void LogUnknown(ILogger logger, Exception fault, int commits, int attempt);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "The database refused a commit of room {RoomId} for its content (SQLSTATE {SqlState})")]
    private static partial void LogRejected(ILogger logger, Guid roomId, string sqlState);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "Room {RoomId} stayed locked by another transaction through {Tries} tries; its callers are told busy")]
    private static partial void LogLocked(ILogger logger, Guid roomId, int tries);
}

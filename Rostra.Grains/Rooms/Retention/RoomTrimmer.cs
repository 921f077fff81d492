using System.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Rostra.Fencing;

namespace Rostra.Rooms;

/// <summary>
/// Removes what rooms need not keep any longer, room by room, in small transactions with a pause between them. One silo at a time does it. The room's grain is not asked:
/// the lock on its head keeps commits away meanwhile, and what it remembers it forgets when <see cref="HeadWatch"/> looks next (docs/decisions/0132).
/// </summary>
internal sealed partial class RoomTrimmer(TrimDatabase database, Fence fence, IOptions<RetentionTimes> times, TimeProvider time, ILogger<RoomTrimmer> logger) : BackgroundService
{
    /// <summary>Any number that nothing else locks in this database.</summary>
    public const long LockKey = 0x526F737472615472;

    /// <summary>How often a room is tried whose head is held by commits; then the next pass has it.</summary>
    private const int TriesMax = 20;

    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(times.Value.Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Pass(stoppingToken);
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException)
            {
                TrimMetrics.Failed();
                LogFault(fault);
            }
        }
    }

    /// <summary>Removes all that is too old by now. Ended half-way it has done so much; the next pass goes on.</summary>
    public async Task<Trimming> Pass(CancellationToken cancellation)
    {
        var all = Trimming.None;
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var enter = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = LockKey } } };
        if (await enter.ExecuteScalarAsync(cancellation) is not true)
        {
            return all; // Another silo is at it.
        }
        try
        {
            foreach (var roomId in await TrimSql.RoomsTooOld(connection, times.Value.KeepDays, time.GetUtcNow(), cancellation))
            {
                all += await Trim(connection, roomId, cancellation);
            }
            return all;
        }
        finally
        {
            await Leave(connection);
        }
    }

    /// <summary>However the pass ended. The connection's end would free the lock too, but some time later: whoever looks next should find it free.</summary>
    private static async Task Leave(NpgsqlConnection connection)
    {
        if (connection.State is not ConnectionState.Open)
        {
            return;
        }
        try
        {
            await using var leave = new NpgsqlCommand("select pg_advisory_unlock($1)", connection) { Parameters = { new() { Value = LockKey } } };
            await leave.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // What broke the pass broke this, too, and is told there.
        }
    }

    private async Task<Trimming> Trim(NpgsqlConnection connection, Guid roomId, CancellationToken cancellation)
    {
        var (all, began, tries) = (Trimming.None, time.GetTimestamp(), 0);
        do
        {
            if (!fence.IsOpen || tries == TriesMax)
            {
                break;
            }
            if (await TrimSql.Step(connection, roomId, times.Value.KeepDays, times.Value.BatchMax, time.GetUtcNow(), cancellation) is not { } step)
            {
                tries++;
                await Task.Delay(TryAgainAfter, time, cancellation);
                continue;
            }
            tries = 0;
            TrimMetrics.Removed(step);
            all += step;
            if (step.IsMore)
            {
                await Task.Delay(times.Value.Pause, time, cancellation);
            }
        }
        while (all.IsMore || tries > 0);

        if (all.Rows > 0)
        {
            LogTrimmed(roomId, all.Messages, all.Changes, all.Reactions, time.GetElapsedTime(began).TotalSeconds);
        }
        return all;
    }

    [LoggerMessage(EventId = 1901, Level = LogLevel.Information, Message = "Room {RoomId}: {Messages} messages, {Changes} other entries and {Reactions} reactions were too old and are removed, in {Seconds:0.0} s")]
    private partial void LogTrimmed(Guid roomId, long messages, long changes, long reactions, double seconds);

    [LoggerMessage(EventId = 1902, Level = LogLevel.Warning, Message = "Removing what is too old failed; it goes on later")]
    private partial void LogFault(Exception fault);
}

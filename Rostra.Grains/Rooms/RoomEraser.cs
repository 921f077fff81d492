using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>
/// Erases what was said in deleted rooms, in small steps: a room of a million messages must not hold up the commit that deletes it. The room's row and head
/// stay, so that nothing can revive it. Several silos may do this at once; they skip each other's steps.
/// </summary>
internal sealed partial class RoomEraser(ReaderDatabase database, TimeProvider time, ILogger<RoomEraser> logger) : BackgroundService
{
    /// <summary>Rows erased in one statement.</summary>
    private const int StepRows = 2_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>In this order, so that a crash leaves rows that can still be found; the room is marked erased when none is left.</summary>
    private static readonly ImmutableArray<string> Tables = ["reports", "acts", "bans", "reactions", "changes", "read_marks", "members", "messages"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await EraseOne(stoppingToken))
                {
                }
            }
            catch (NpgsqlException fault)
            {
                LogFault(fault);
            }
        }
    }

    /// <returns>False: there is none to erase.</returns>
    public async Task<bool> EraseOne(CancellationToken cancellation)
    {
        await using var next = database.Source.CreateCommand("select id from rostra.rooms where deleted_at is not null and erased_at is null limit 1");
        if (await next.ExecuteScalarAsync(cancellation) is not Guid roomId)
        {
            return false;
        }
        foreach (var table in Tables)
        {
            while (await Step(table, roomId, cancellation) > 0)
            {
            }
        }
        await using var done = database.Source.CreateCommand("update rostra.rooms set erased_at = now(), description = null where id = $1");
        done.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = roomId });
        await done.ExecuteNonQueryAsync(cancellation);
        LogErased(roomId);
        return true;
    }

    private async Task<int> Step(string table, Guid roomId, CancellationToken cancellation)
    {
        await using var step = database.Source.CreateCommand(
            $"delete from rostra.{table} where ctid = any (array(select ctid from rostra.{table} where room_id = $1 limit {StepRows} for update skip locked))");
        step.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = roomId });
        return await step.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(EventId = 1003, Level = LogLevel.Information, Message = "Room {RoomId} was deleted; what was said in it is erased")]
    private partial void LogErased(Guid roomId);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "Erasing deleted rooms failed; it goes on later")]
    private partial void LogFault(Exception fault);
}

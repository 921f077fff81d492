using Microsoft.Extensions.Logging;
using Npgsql;
using Rostra.Fencing;

namespace Rostra.Rooms.Log;

/// <summary>Commits that take or free a room's name: each alone on a connection of its own, because the unique index may make it wait for another's.</summary>
internal sealed partial class NameWriter(
    NpgsqlDataSource database, Fence fence, RoomLogOptions options, TimeProvider time, ILogger logger, CancellationToken stopping)
{
    public Task<CommitOutcome> Change(RoomCommit commit)
    {
        var started = time.GetTimestamp();
        return UntilKnown(async connection =>
        {
            var outcomes = await AppendStatement.Run(connection, [commit], postsOnly: false, stopping);
            return outcomes.GetValueOrDefault(commit.RoomId) is { } outcome ? outcome
                : time.GetElapsedTime(started) > options.LockedFor ? CommitOutcome.Locked.Value
                : null;
        });
    }

    public Task<CommitOutcome> Create(Guid roomId, Guid commitId, RoomRow room) => UntilKnown(async connection =>
    {
        try
        {
            await Insert(connection, roomId, commitId, room);
            return CommitOutcome.Kept.Value;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // This commit itself, sent again, meets its own rows under either constraint: the head says whose they are.
            var made = await Head(connection, roomId);
            return made is null ? CommitOutcome.NameTaken.Value
                : made.Value.Commit == commitId ? CommitOutcome.Kept.Value
                : new CommitOutcome.Stale(made.Value.Seq);
        }
    });

    private static async Task Insert(NpgsqlConnection connection, Guid roomId, Guid commitId, RoomRow room)
    {
        await using var command = new NpgsqlCommand(AppendSql.Create, connection);
        command.Parameters.AddWithValue("room", roomId);
        command.Parameters.AddWithValue("commit", commitId);
        command.Parameters.AddWithValue("name", room.Name);
        command.Parameters.AddWithValue("key", room.NameKey);
        command.Parameters.Add(new NpgsqlParameter<string?>("description", NpgsqlTypes.NpgsqlDbType.Text) { TypedValue = room.Description });
        command.Parameters.AddWithValue("owner", room.OwnerId);
        command.Parameters.AddWithValue("role", (short)RoomRole.Owner);
        command.Parameters.AddWithValue("kind", (short)ChangeKind.MemberJoined);
        command.Parameters.AddWithValue("at", room.CreatedAt);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(long Seq, Guid Commit)?> Head(NpgsqlConnection connection, Guid roomId)
    {
        // Locked, and so it waits for the standby, where there is one, until that has what is read here.
        await using var command = new NpgsqlCommand("select last_seq, last_commit from rostra.room_heads where room_id = @room for no key update", connection);
        command.Parameters.AddWithValue("room", roomId);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? (reader.GetInt64(0), reader.GetGuid(1)) : null;
    }

    private async Task<CommitOutcome> UntilKnown(Func<NpgsqlConnection, Task<CommitOutcome?>> send)
    {
        if (!fence.IsOpen)
        {
            return CommitOutcome.Locked.Value;
        }
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stopping);
                if (await send(connection) is { } outcome)
                {
                    return outcome;
                }
            }
            catch (Exception fault) when (CommitFaults.IsNameTaken(fault))
            {
                return CommitOutcome.NameTaken.Value;
            }
            catch (Exception fault) when (CommitFaults.IsOfTheRows(fault))
            {
                return new CommitOutcome.Rejected(CommitFaults.SqlState(fault));
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                LogUnknown(logger, fault, attempt + 1);
            }
            await Task.Delay(CommitFaults.Wait(options, attempt), time, stopping);
        }
    }

    [LoggerMessage(EventId = 1104, Level = LogLevel.Warning, Message = "The outcome of a commit that concerns a room's name is unknown (attempt {Attempt}); it is sent again")]
    private static partial void LogUnknown(ILogger logger, Exception fault, int attempt);
}

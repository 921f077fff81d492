using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>
/// Finds activations of this silo that another one has overtaken. Whoever commands such a room is told by the fence; but where people only listen, nobody would
/// notice that what is said elsewhere does not reach them. So the heads in memory are compared with the table now and then, many rooms in one query.
/// </summary>
internal sealed partial class HeadWatch(ReaderDatabase database, IOptions<RoomOptions> options, TimeProvider time, ILogger<HeadWatch> logger) : BackgroundService
{
    /// <summary>Rooms in one query.</summary>
    private const int QueryRoomsMax = 2_000;

    // Two activations of one room may be here for a moment, so a room is not the key.
    private readonly ConcurrentDictionary<IWatchedRoom, Guid> _rooms = new();

    /// <summary>Rooms that are up on this silo.</summary>
    public int Count => _rooms.Count;

    public void Add(IWatchedRoom room) => _rooms[room] = room.Id;

    public void Remove(IWatchedRoom room) => _rooms.TryRemove(room, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.HeadCheckEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var rooms in _rooms.Keys.Where(room => room.IsListenedTo).Chunk(QueryRoomsMax))
                {
                    await Check(rooms, stoppingToken);
                }
            }
            catch (NpgsqlException fault)
            {
                LogFault(fault);
            }
        }
    }

    private async Task Check(IWatchedRoom[] rooms, CancellationToken cancellation)
    {
        await using var command = database.Source.CreateCommand("select room_id, last_seq from rostra.room_heads where room_id = any ($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. rooms.Select(room => room.Id).Distinct()] });
        var heads = new Dictionary<Guid, long>(rooms.Length);
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                heads[reader.GetGuid(0)] = reader.GetInt64(1);
            }
        }

        // Looked at after the table: a commit of the room's own that the table shows is by now in memory too, or the room is not idle.
        foreach (var room in rooms.Where(room => heads.TryGetValue(room.Id, out var head) && room.IdleAt < head))
        {
            LogBehind(room.Id, room.IdleAt ?? 0);
            RoomMetrics.Overtaken();
            room.Overtaken();
        }
    }

    [LoggerMessage(EventId = 1005, Level = LogLevel.Warning, Message = "Room {RoomId} stands at {Seq}, behind its log: another activation has written; deactivating")]
    private partial void LogBehind(Guid roomId, long seq);

    [LoggerMessage(EventId = 1006, Level = LogLevel.Warning, Message = "Comparing rooms with their logs failed; it is done again later")]
    private partial void LogFault(Exception fault);
}

/// <summary>An activation of a room, as seen from outside its turn.</summary>
internal interface IWatchedRoom
{
    Guid Id { get; }

    /// <summary>Whether a gateway is attached.</summary>
    bool IsListenedTo { get; }

    /// <summary>The head that it knows; null while it changes it.</summary>
    long? IdleAt { get; }

    /// <summary>Another activation has written: this one must go. Only asks for it.</summary>
    void Overtaken();
}

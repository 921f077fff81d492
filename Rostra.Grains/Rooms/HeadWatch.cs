using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>
/// Finds activations of this silo that another one has overtaken. Whoever commands such a room is told by the fence; but where people only listen, nobody would
/// notice that what is said elsewhere does not reach them. So the heads in memory are compared with the table now and then, many rooms in one query. What has been removed
/// from the log since is told to every room in memory in the same way.
/// </summary>
internal sealed partial class HeadWatch(ReaderDatabase database, IOptions<RoomOptions> options, TimeProvider time, ILogger<HeadWatch> logger) : BackgroundService
{
    /// <summary>Rooms in one query.</summary>
    private const int QueryRoomsMax = 2_000;

    // The oldest message is looked up only where more has been removed than the room knows.
    private const string Heads = """
        select h.room_id, h.last_seq, h.trimmed_seq, h.trimmed_seq > k.trimmed_seq,
            case when h.trimmed_seq > k.trimmed_seq
                then (select m.id from rostra.messages m where m.room_id = h.room_id and m.id > h.trimmed_seq order by m.id limit 1) end
        from unnest($1, $2) as k (room_id, trimmed_seq) join rostra.room_heads h on h.room_id = k.room_id
        """;

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
                foreach (var rooms in _rooms.Keys.Chunk(QueryRoomsMax))
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
        await using var command = database.Source.CreateCommand(Heads);
        var known = rooms.GroupBy(room => room.Id, room => room.TrimmedSeq).Select(room => (Id: room.Key, TrimmedSeq: room.Min())).ToList();
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. known.Select(room => room.Id)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. known.Select(room => room.TrimmedSeq)] });
        var heads = new Dictionary<Guid, long>(rooms.Length);
        var trimmed = new Dictionary<Guid, (long Seq, long? Oldest)>();
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                heads[reader.GetGuid(0)] = reader.GetInt64(1);
                if (reader.GetBoolean(3))
                {
                    trimmed[reader.GetGuid(0)] = (reader.GetInt64(2), reader.IsDBNull(4) ? null : reader.GetInt64(4));
                }
            }
        }

        // Looked at after the table: a commit of the room's own that the table shows is by now in memory too, or the room is not idle.
        foreach (var room in rooms.Where(room => room.IsListenedTo && heads.TryGetValue(room.Id, out var head) && room.IdleAt < head))
        {
            LogBehind(room.Id, room.IdleAt ?? 0);
            RoomMetrics.Overtaken();
            room.Overtaken();
        }
        foreach (var room in rooms.Where(room => trimmed.ContainsKey(room.Id)))
        {
            room.Trimmed(trimmed[room.Id].Seq, trimmed[room.Id].Oldest);
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

    /// <summary>Up to where it knows the log to have been removed.</summary>
    long TrimmedSeq { get; }

    /// <summary>Another activation has written: this one must go. Only asks for it.</summary>
    void Overtaken();

    /// <summary>More of the log has been removed. Only tells it.</summary>
    /// <param name="oldest">The oldest message that is left; null: none is.</param>
    void Trimmed(long seq, long? oldest);
}

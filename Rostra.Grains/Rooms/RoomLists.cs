using Npgsql;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>Which rooms people are in. When thousands come back at one moment, they are read for many of them at once.</summary>
internal sealed class RoomLists(Snapshot snapshot, TimeProvider time)
{
    private readonly Gathered<Guid, ImmutableArray<Room>> _rooms = new(userIds => ReadRooms(snapshot, userIds), time);
    private readonly Gathered<Guid, ImmutableArray<Guid>> _ids = new(userIds => ReadIds(snapshot, userIds), time);

    /// <summary>As the person sees them, the liveliest first.</summary>
    public Task<ImmutableArray<Room>> RoomsOf(Guid userId) => _rooms.Read(userId);

    public Task<ImmutableArray<Guid>> IdsOf(Guid userId) => _ids.Read(userId);

    private static Task<IReadOnlyDictionary<Guid, ImmutableArray<Room>>> ReadRooms(Snapshot snapshot, Guid[] userIds) =>
        Read(snapshot, userIds, RoomSql.OfMany, RoomSql.ReadMine, RoomSql.PersonColumn);

    private static Task<IReadOnlyDictionary<Guid, ImmutableArray<Guid>>> ReadIds(Snapshot snapshot, Guid[] userIds) =>
        Read(snapshot, userIds, "select room_id, user_id from rostra.members where user_id = any ($1) and left_seq is null", row => row.GetGuid(0), personColumn: 1);

    private static Task<IReadOnlyDictionary<Guid, ImmutableArray<T>>> Read<T>(
        Snapshot snapshot, Guid[] userIds, string sql, Func<NpgsqlDataReader, T> one, int personColumn) => snapshot.Read(
        [new NpgsqlBatchCommand(sql).With(userIds)],
        async reader =>
        {
            var lists = userIds.ToDictionary(userId => userId, _ => ImmutableArray.CreateBuilder<T>());
            while (await reader.ReadAsync())
            {
                lists[reader.GetGuid(personColumn)].Add(one(reader));
            }
            return (IReadOnlyDictionary<Guid, ImmutableArray<T>>)lists.ToDictionary(list => list.Key, list => list.Value.ToImmutable());
        });
}

using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Concurrency;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>Reads lists of rooms and members. Holds nothing.</summary>
[GrainType("directory"), StatelessWorker, Reentrant]
internal sealed class DirectoryGrain(RoomLists lists, Snapshot snapshot, SearchDatabase search, Epoch epoch, IOptions<RoomOptions> options) : Grain, IDirectoryGrain
{
    public async Task<RoomList> RoomsOf(Guid userId) => new(epoch.Value, await lists.RoomsOf(userId));

    public Task<ImmutableArray<Guid>> RoomIdsOf(Guid userId) => lists.IdsOf(userId);

    public Task<Refusal?> JudgeRoom(string name, string? description) =>
        Task.FromResult(RoomRules.FaultsOf(name.Trim(), RoomRules.TrimDescription(description), options.Value));

    public Task<Outcome<Room>> Room(Guid roomId, Guid userId) => snapshot.Read(
        [Standing.Query(roomId, userId), new NpgsqlBatchCommand(RoomSql.MineOne).With(userId).With(roomId)],
        async reader =>
        {
            var standing = await Standing.Read(reader);
            await reader.NextResultAsync();
            await reader.ReadAsync();
            return standing.Refuse() is { } refusal ? refusal : (Outcome<Room>)RoomSql.ReadMine(reader);
        });

    public async Task<Outcome<FoundRooms>> Discover(Guid userId, RoomQuery query)
    {
        var sought = query.Query?.Trim() ?? "";
        if (!RoomCursor.TryRead(query.Cursor, sought, out var after))
        {
            return Refusal.Invalid("cursor", "is not one that this list gave.");
        }
        return await search.Read([DiscoverSql.Query(userId, sought, after, query.Limit)], async reader => (Outcome<FoundRooms>)await DiscoverSql.Read(reader, sought, query.Limit));
    }

    public async Task<Outcome<MemberPage>> Members(Guid roomId, Guid userId, MemberQuery query)
    {
        if (!MemberCursor.TryRead(query.Cursor, roomId, out var after))
        {
            return Refusal.Invalid("cursor", "is not one that this room gave.");
        }
        return await snapshot.Read(
            [Standing.Query(roomId, userId), .. MemberSql.Queries(roomId, query, after)],
            async reader =>
            {
                var standing = await Standing.Read(reader);
                return standing.Refuse() is { } refusal ? refusal : (Outcome<MemberPage>)await MemberSql.Read(reader, roomId, query);
            });
    }
}

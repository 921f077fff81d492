using Microsoft.Extensions.Options;
using Npgsql;
using Rostra.Rooms;
using Rostra.Storage;

namespace Rostra.Users;

/// <summary>One person. Not reentrant: their joins go one after another, so that the count they are judged by is true.</summary>
[GrainType("user")]
internal sealed class UserGrain(IGrainFactory grains, ReaderDatabase database, IOptions<RoomOptions> options) : Grain, IUserGrain
{
    public async Task<Outcome<CreatedRoom>> CreateRoom(CreateRoom create) =>
        await Standing(create.RoomId) is { IsAtLimit: true, HasMade: false } ? Refusals.RoomLimit : await grains.Room(create.RoomId).Create(create);

    public async Task<Outcome<Room>> JoinRoom(Guid roomId, RoomCommand join) =>
        await Standing(roomId) is { IsAtLimit: true, IsThere: true, IsIn: false } ? Refusals.RoomLimit : await grains.Room(roomId).Join(join);

    public Task<Outcome<Done>> LeaveRoom(Guid roomId, RoomCommand leave) => grains.Room(roomId).Leave(leave);

    /// <summary>At the limit, the refusals that come before it (no such room, in it already, made it before) are still the room's to give.</summary>
    private async Task<RoomStanding> Standing(Guid roomId)
    {
        await using var command = database.Source.CreateCommand("""
            select
                (select count(*) from rostra.members where user_id = $1 and left_seq is null),
                exists (select from rostra.rooms where id = $2 and deleted_at is null),
                exists (select from rostra.members where user_id = $1 and room_id = $2 and left_seq is null),
                exists (select from rostra.rooms where id = $2 and maker_id = $1)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = this.GetPrimaryKey() });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = roomId });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new RoomStanding(reader.GetInt64(0) >= options.Value.RoomsMax, reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3));
    }

    private readonly record struct RoomStanding(bool IsAtLimit, bool IsThere, bool IsIn, bool HasMade);
}

using Npgsql;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>Whether somebody is the owner of a room; read in the same snapshot as what it guards.</summary>
internal readonly record struct Ownership(bool IsThere, bool IsMember, bool IsOwner)
{
    public static NpgsqlBatchCommand Query(Guid roomId, Guid userId) => new NpgsqlBatchCommand("""
        select r.deleted_at is null, exists (select from rostra.members m where m.room_id = r.id and m.user_id = $2 and m.left_seq is null), r.owner_id = $2
        from rostra.rooms r where r.id = $1
        """).With(roomId).With(userId);

    public static async Task<Ownership> Read(NpgsqlDataReader reader) =>
        await reader.ReadAsync() ? new Ownership(reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2)) : default;

    public Refusal? Refuse() => !IsThere ? Refusals.RoomNotFound : !IsMember ? Refusals.NotMember : IsOwner ? null : Refusals.NotOwner;
}

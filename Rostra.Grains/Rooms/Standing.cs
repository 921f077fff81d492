using Npgsql;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>Whether a room is there and whether somebody is in it; read in the same snapshot as what it guards.</summary>
/// <param name="TrimmedSeq">Up to here the log has been removed.</param>
internal readonly record struct Standing(bool IsThere, bool IsMember, long LastSeq, long TrimmedSeq)
{
    public static NpgsqlBatchCommand Query(Guid roomId, Guid userId) => new NpgsqlBatchCommand("""
        select r.deleted_at is null, exists (select from rostra.members m where m.room_id = r.id and m.user_id = $2 and m.left_seq is null), h.last_seq, h.trimmed_seq
        from rostra.rooms r join rostra.room_heads h on h.room_id = r.id where r.id = $1
        """).With(roomId).With(userId);

    public static async Task<Standing> Read(NpgsqlDataReader reader) =>
        await reader.ReadAsync() ? new Standing(reader.GetBoolean(0), reader.GetBoolean(1), reader.GetInt64(2), reader.GetInt64(3)) : default;

    public Refusal? Refuse() => !IsThere ? Refusals.RoomNotFound : IsMember ? null : Refusals.NotMember;
}

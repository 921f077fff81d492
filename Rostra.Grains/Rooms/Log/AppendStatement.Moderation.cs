using Npgsql;
using NpgsqlTypes;

namespace Rostra.Rooms.Log;

internal static partial class AppendStatement
{
    private static void AddActs(NpgsqlParameterCollection to, IReadOnlyList<RoomCommit> commits)
    {
        var acts = Flatten(commits, c => c.Acts);
        to.Add(Array("a_rooms", NpgsqlDbType.Uuid, acts, r => r.RoomId));
        to.Add(Array("a_seqs", NpgsqlDbType.Bigint, acts, r => r.Row.Seq));
        to.Add(Array("a_kinds", NpgsqlDbType.Smallint, acts, r => (short)r.Row.Kind));
        to.Add(Array("a_untils", NpgsqlDbType.TimestampTz, acts, r => r.Row.Until));
        to.Add(Array("a_seconds", NpgsqlDbType.Integer, acts, r => r.Row.Seconds));
        to.Add(Array("a_reasons", NpgsqlDbType.Text, acts, r => r.Row.Reason));
        to.Add(Array("a_days", NpgsqlDbType.Integer, acts, r => r.Row.Days));

        var banned = Flatten(commits, c => c.Banned);
        to.Add(Array("b_rooms", NpgsqlDbType.Uuid, banned, r => r.RoomId));
        to.Add(Array("b_users", NpgsqlDbType.Uuid, banned, r => r.Row.UserId));
        to.Add(Array("b_seqs", NpgsqlDbType.Bigint, banned, r => r.Row.Seq));

        var unbanned = Flatten(commits, c => c.Unbanned);
        to.Add(Array("u_rooms", NpgsqlDbType.Uuid, unbanned, r => r.RoomId));
        to.Add(Array("u_users", NpgsqlDbType.Uuid, unbanned, r => r.Row));
    }
}

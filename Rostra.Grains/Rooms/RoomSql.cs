using Npgsql;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>How rooms are read by those who look from outside.</summary>
internal static class RoomSql
{
    /// <summary>Columns of <see cref="ReadOne"/>.</summary>
    public const string Columns = """
        r.id, r.name, r.description, r.owner_id, o.username, r.created_at, h.member_count, h.last_seq, r.changed_seq, h.last_message_at, r.slow_mode_seconds,
        r.keep_days, h.trimmed_seq
        """;

    public const string Tables = """
        rostra.rooms r
        join rostra.room_heads h on h.room_id = r.id
        join rostra.users o on o.id = r.owner_id
        """;

    // Unread is derived, by a range of the primary key. The order makes the scan stop at the most that is counted; without it a plan may gather the whole range first.
    private static string Personal(string person) => $"""
        select {Columns}, m.role, m.joined_seq, k.seq,
            (select count(*) from (
                select from rostra.messages x
                where x.room_id = r.id and x.id > greatest(k.seq, m.joined_seq) and x.author_id <> {person} and x.deleted_at is null
                order by x.id limit {ReadMark.UnreadMax}) unread)
        from rostra.members m
        join rostra.rooms r on r.id = m.room_id
        join rostra.room_heads h on h.room_id = r.id
        join rostra.users o on o.id = r.owner_id
        left join rostra.read_marks k on k.user_id = m.user_id and k.room_id = m.room_id
        where m.user_id = {person} and m.left_seq is null and r.deleted_at is null
        """;

    /// <summary>All rooms of each of the people $1, as that person sees them. The offset keeps each person's plan what it is for one alone.</summary>
    public static readonly string OfMany = $"""
        select mine.*, a.user_id
        from unnest($1) as a (user_id) cross join lateral ({Personal("a.user_id")} offset 0) mine
        order by coalesce(mine.last_message_at, mine.created_at) desc, mine.id
        """;

    /// <summary>Columns of <see cref="Columns"/>; what else a query reads comes after them.</summary>
    public const int ColumnCount = 13;

    /// <summary>Whose room it is, in a row of <see cref="OfMany"/>.</summary>
    public const int PersonColumn = ColumnCount + 4;

    /// <summary>Room $2 as person $1 sees it; no row for a stranger.</summary>
    public static readonly string MineOne = Personal("$1") + " and r.id = $2";

    public static Room ReadOne(NpgsqlDataReader row)
    {
        var createdAt = row.GetFieldValue<DateTimeOffset>(5);
        return new Room(
            row.GetGuid(0),
            row.GetString(1),
            row.IsDBNull(2) ? null : row.GetString(2),
            new UserRef(row.GetGuid(3), row.GetString(4)),
            createdAt,
            row.GetInt32(6),
            OnlineCount: 0,
            row.GetInt64(7),
            row.GetInt64(8),
            row.IsDBNull(9) ? createdAt : row.GetFieldValue<DateTimeOffset>(9),
            SlowModeSeconds: row.GetInt32(10) is var seconds and > 0 ? seconds : null,
            KeepDays: row.GetInt32(11) is var days and > 0 ? days : null,
            TrimmedSeq: row.GetInt64(12) is var trimmed and > 0 ? trimmed : null);
    }

    public static Room ReadMine(NpgsqlDataReader row) => ReadOne(row) with
    {
        Role = (RoomRole)row.GetInt16(ColumnCount),
        ReadSeq = Math.Max(row.GetInt64(ColumnCount + 1), row.IsDBNull(ColumnCount + 2) ? 0 : row.GetInt64(ColumnCount + 2)),
        Unread = ReadUnread(row),
    };

    private static int ReadUnread(NpgsqlDataReader row)
    {
        var unread = (int)row.GetInt64(ColumnCount + 3);
        Planted.Mistake("unread-off-by-one", () => unread++);
        return unread;
    }
}

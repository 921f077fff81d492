using Npgsql;
using Rostra.Messages;
using Rostra.Rooms;
using Rostra.Storage;
using Rostra.Users;

namespace Rostra.Oversight;

/// <summary>
/// Lists over the whole place, sorted anew for each page out of narrow tables: an index would cost everybody who writes more than the few who read these
/// (docs/decisions/0067, 0130). One more than asked for is read, to know whether there is more.
/// </summary>
internal static class OversightSql
{
    private const string Activity = "coalesce(h.last_message_at, r.created_at)";

    private static readonly string RoomsPage = $"""
        with page as materialized (
            select r.id, {Activity} as at
            from rostra.rooms r join rostra.room_heads h on h.room_id = r.id
            where r.deleted_at is null and ($1::timestamptz is null or ({Activity}, r.id) < ($1, $2))
            order by at desc, r.id desc limit $4)
        select r.id, r.name, r.owner_id, o.username, r.created_at, page.at, h.member_count, h.last_seq,
            (select count(*) from rostra.reports p join rostra.messages x on x.room_id = p.room_id and x.id = p.message_id and x.deleted_at is null
             where p.room_id = r.id and p.closed_at is null)
        from {RoomSql.Tables} join page on page.id = r.id order by page.at desc, r.id desc
        """;

    private const string PeoplePage = """
        with page as materialized (
            select u.id, u.username, u.created_at from rostra.users u
            where u.deleted_at is null and ($1::timestamptz is null or (u.created_at, u.id) < ($1, $2))
            order by u.created_at desc, u.id desc limit $4)
        select u.id, u.username, u.created_at,
            (select count(*) from rostra.members m where m.user_id = u.id and m.left_seq is null),
            (select max(s.used_at) from rostra.sessions s where s.user_id = u.id and s.ended_at is null)
        from page u order by u.created_at desc, u.id desc
        """;

    private const string ActsPage = """
        with page as materialized (
            select t.room_id, t.seq, c.at from rostra.acts t join rostra.changes c on c.room_id = t.room_id and c.seq = t.seq
            where $1::timestamptz is null or (c.at, t.room_id, t.seq) < ($1, $2, $3)
            order by c.at desc, t.room_id desc, t.seq desc limit $4)
        select t.seq, t.kind, c.actor, a.username, c.at, u.id, u.username, t.until, c.message_id, t.seconds, t.reason, t.days, r.id, r.name
        from page
        join rostra.acts t on t.room_id = page.room_id and t.seq = page.seq
        join rostra.changes c on c.room_id = t.room_id and c.seq = t.seq
        join rostra.rooms r on r.id = t.room_id
        join rostra.users a on a.id = c.actor
        left join rostra.messages m on m.room_id = c.room_id and m.id = c.message_id
        left join rostra.users u on u.id = coalesce(c.user_id, m.author_id)
        order by page.at desc, t.room_id desc, t.seq desc
        """;

    // What is reported of messages that are gone by now is nobody's work any more.
    private const string Open = """
        with page as materialized (
            select p.room_id, p.message_id, min(p.at) as at, count(*) as n, null::timestamptz as closed_at, null::uuid as closed_by
            from rostra.reports p
            join rostra.messages x on x.room_id = p.room_id and x.id = p.message_id and x.deleted_at is null
            join rostra.rooms r on r.id = p.room_id and r.deleted_at is null
            where p.closed_at is null
            group by p.room_id, p.message_id
            having $1::timestamptz is null or (min(p.at), p.room_id, p.message_id) > ($1, $2, $3)
            order by at, p.room_id, p.message_id limit $4)
        """;

    // Without messages of rooms that were erased since.
    private const string Closed = """
        with page as materialized (
            select p.room_id, p.message_id, max(p.closed_at) as at, count(*) as n, max(p.closed_at) as closed_at,
                (array_agg(p.closed_by order by p.closed_at desc))[1] as closed_by
            from rostra.reports p join rostra.messages x on x.room_id = p.room_id and x.id = p.message_id
            where p.closed_at is not null
            group by p.room_id, p.message_id
            having $1::timestamptz is null or (max(p.closed_at), p.room_id, p.message_id) < ($1, $2, $3)
            order by at desc, p.room_id desc, p.message_id desc limit $4)
        """;

    public static NpgsqlBatchCommand Rooms(PlaceCursor? after, int limit) => Page(RoomsPage, after, limit);

    public static OverseenRoom ReadRoom(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), Person(row, 2), Time(row, 4), Time(row, 5), row.GetInt32(6), row.GetInt64(7), (int)row.GetInt64(8));

    public static NpgsqlBatchCommand People(PlaceCursor? after, int limit) => Page(PeoplePage, after, limit);

    public static OverseenPerson ReadPerson(NpgsqlDataReader row) =>
        new(Person(row, 0), Time(row, 2), (int)row.GetInt64(3), row.IsDBNull(4) ? null : Time(row, 4));

    public static NpgsqlBatchCommand Acts(PlaceCursor? after, int limit) => Page(ActsPage, after, limit);

    public static OverseenAct ReadAct(NpgsqlDataReader row) => new(row.GetGuid(12), row.GetString(13), ModerationSql.ReadAct(row));

    public static IEnumerable<NpgsqlBatchCommand> Reports(bool isClosed, PlaceCursor? after, int limit)
    {
        var (page, state, direction) = isClosed ? (Closed, "not null", "desc") : (Open, "null", "asc");
        yield return Page($"""
            {page}
            select page.room_id, page.message_id, p.reporter_id, u.username, p.at, p.reason
            from page cross join lateral (
                select x.reporter_id, x.at, x.reason from rostra.reports x
                where x.room_id = page.room_id and x.message_id = page.message_id and x.closed_at is {state} order by x.at, x.reporter_id limit {ReportedMessage.ShownMax}) p
            join rostra.users u on u.id = p.reporter_id
            order by p.at, p.reporter_id
            """, after, limit);
        yield return Page($"""
            {page}
            select {MessageSql.Columns}, page.n, page.at, o.name, page.closed_at, page.closed_by, c.username
            from page
            join rostra.messages m on m.room_id = page.room_id and m.id = page.message_id
            join rostra.rooms o on o.id = page.room_id
            left join rostra.users c on c.id = page.closed_by
            {MessageSql.Joins}
            order by page.at {direction}, page.room_id {direction}, page.message_id {direction}
            """, after, limit);
    }

    /// <summary>Each with the time by which it is sorted.</summary>
    public static async Task<List<(DateTimeOffset At, OverseenReport Report)>> ReadReports(NpgsqlDataReader reader, Guid readerId)
    {
        var reports = new List<((Guid, long) Message, Report Report)>();
        while (await reader.ReadAsync())
        {
            reports.Add(((reader.GetGuid(0), reader.GetInt64(1)), new Report(Person(reader, 2), Time(reader, 4), reader.IsDBNull(5) ? null : reader.GetString(5))));
        }
        var byMessage = reports.ToLookup(one => one.Message, one => one.Report);
        await reader.NextResultAsync();
        var found = new List<(DateTimeOffset, OverseenReport)>();
        const int Next = MessageSql.ColumnCount;
        while (await reader.ReadAsync())
        {
            var message = MessageSql.Read(reader);
            var isClosed = !reader.IsDBNull(Next + 3);
            found.Add((Time(reader, Next + 1), new OverseenReport(
                reader.GetString(Next + 2), message.View(readerId), (int)reader.GetInt64(Next), [.. byMessage[(message.RoomId, message.Id)]],
                isClosed ? Time(reader, Next + 3) : null, isClosed && !reader.IsDBNull(Next + 5) ? Person(reader, Next + 4) : null)));
        }
        return found;
    }

    private static NpgsqlBatchCommand Page(string sql, PlaceCursor? after, int limit) =>
        new NpgsqlBatchCommand(sql).With(after?.At).With(after?.Id).With(after?.Seq).With(limit + 1);

    private static DateTimeOffset Time(NpgsqlDataReader row, int at) => row.GetFieldValue<DateTimeOffset>(at);

    private static UserRef Person(NpgsqlDataReader row, int at) => new(row.GetGuid(at), row.GetString(at + 1));
}

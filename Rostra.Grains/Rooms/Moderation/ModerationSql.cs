using Npgsql;
using Rostra.Messages;
using Rostra.Storage;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>An owner's lists, each from the latest to the earliest, page after page by seq. One more than asked for is read, to know whether there is more.</summary>
internal static class ModerationSql
{
    // What is reported of messages that are gone by now is nobody's work any more.
    private const string Reported = """
        with reported as (
            select p.message_id, count(*) as n
            from rostra.reports p join rostra.messages x on x.room_id = p.room_id and x.id = p.message_id and x.deleted_at is null
            where p.room_id = $1 and p.closed_at is null and p.message_id < $2
            group by p.message_id order by p.message_id desc limit $3)
        """;

    public static NpgsqlBatchCommand Bans(Guid roomId, long before, int limit) => new NpgsqlBatchCommand("""
        select b.seq, b.user_id, u.username, c.actor, a.username, c.at, t.reason
        from rostra.bans b
        join rostra.changes c on c.room_id = b.room_id and c.seq = b.seq
        join rostra.acts t on t.room_id = b.room_id and t.seq = b.seq
        join rostra.users u on u.id = b.user_id
        join rostra.users a on a.id = c.actor
        where b.room_id = $1 and b.seq < $2 order by b.seq desc limit $3
        """).With(roomId).With(before).With(limit + 1);

    public static Ban ReadBan(NpgsqlDataReader row) =>
        new(row.GetInt64(0), Person(row, 1), Person(row, 3), row.GetFieldValue<DateTimeOffset>(5), row.IsDBNull(6) ? null : row.GetString(6));

    public static NpgsqlBatchCommand Acts(Guid roomId, long before, int limit) => new NpgsqlBatchCommand("""
        select t.seq, t.kind, c.actor, a.username, c.at, u.id, u.username, t.until, c.message_id, t.seconds, t.reason, t.days
        from rostra.acts t
        join rostra.changes c on c.room_id = t.room_id and c.seq = t.seq
        join rostra.users a on a.id = c.actor
        left join rostra.messages m on m.room_id = c.room_id and m.id = c.message_id
        left join rostra.users u on u.id = coalesce(c.user_id, m.author_id)
        where t.room_id = $1 and t.seq < $2 order by t.seq desc limit $3
        """).With(roomId).With(before).With(limit + 1);

    public static Act ReadAct(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        (ActKind)row.GetInt16(1),
        Person(row, 2),
        row.GetFieldValue<DateTimeOffset>(4),
        row.IsDBNull(5) ? null : Person(row, 5),
        row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7),
        row.IsDBNull(8) ? null : row.GetInt64(8),
        row.IsDBNull(9) ? null : row.GetInt32(9),
        row.IsDBNull(10) ? null : row.GetString(10),
        row.IsDBNull(11) ? null : row.GetInt32(11));

    public static IEnumerable<NpgsqlBatchCommand> Reports(Guid roomId, long before, int limit)
    {
        yield return new NpgsqlBatchCommand($"""
            {Reported}
            select q.message_id, p.reporter_id, u.username, p.at, p.reason
            from reported q cross join lateral (
                select x.reporter_id, x.at, x.reason from rostra.reports x
                where x.room_id = $1 and x.message_id = q.message_id and x.closed_at is null order by x.at, x.reporter_id limit {ReportedMessage.ShownMax}) p
            join rostra.users u on u.id = p.reporter_id
            order by q.message_id desc, p.at, p.reporter_id
            """).With(roomId).With(before).With(limit + 1);
        yield return new NpgsqlBatchCommand($"""
            {Reported}
            select {MessageSql.Columns}, q.n from reported q join rostra.messages m on m.room_id = $1 and m.id = q.message_id {MessageSql.Joins} order by m.id desc
            """).With(roomId).With(before).With(limit + 1);
    }

    public static async Task<List<ReportedMessage>> ReadReports(NpgsqlDataReader reader, Guid readerId)
    {
        var reports = new List<(long MessageId, Report Report)>();
        while (await reader.ReadAsync())
        {
            reports.Add((reader.GetInt64(0), new Report(Person(reader, 1), reader.GetFieldValue<DateTimeOffset>(3), reader.IsDBNull(4) ? null : reader.GetString(4))));
        }
        var byMessage = reports.ToLookup(one => one.MessageId, one => one.Report);
        await reader.NextResultAsync();
        var messages = new List<ReportedMessage>();
        while (await reader.ReadAsync())
        {
            var message = MessageSql.Read(reader);
            messages.Add(new ReportedMessage(message.View(readerId), (int)reader.GetInt64(MessageSql.ColumnCount), [.. byMessage[message.Id]]));
        }
        return messages;
    }

    private static UserRef Person(NpgsqlDataReader row, int at) => new(row.GetGuid(at), row.GetString(at + 1));
}

using System.Globalization;
using Npgsql;
using Rostra.Messages;
using Rostra.Storage;

namespace Rostra.Search;

/// <summary>What a search over rooms is to find, its names looked up.</summary>
/// <param name="From">Only by these; null: by anybody.</param>
internal sealed record RoomsQuery(Guid UserId, ImmutableArray<SearchWord> Words, ImmutableArray<Guid>? From, DateTimeOffset? Before, bool HasLink, HitCursor After, int Limit);

/// <summary>Finds the newest messages of some rooms: each is looked through as <see cref="RoomSearchSql"/> does, and what they bring is put in order.</summary>
internal static class RoomsSearchSql
{
    private const string Link = @"(^|[^[:alnum:]])https?://[^[:space:]]";

    private const int FirstWord = 9;

    /// <summary>The rooms of a person that were spoken in, the liveliest first.</summary>
    public static NpgsqlBatchCommand Rooms(Guid userId, Filters filters) => new NpgsqlBatchCommand("""
        select r.id, h.last_message_at from rostra.members x join rostra.rooms r on r.id = x.room_id join rostra.room_heads h on h.room_id = r.id
        where x.user_id = $1 and x.left_seq is null and r.deleted_at is null and h.last_message_at is not null
            and ($2::text[] is null or replace(r.name_key, ' ', '-') = any ($2))
        order by h.last_message_at desc, r.id
        """).With(userId).With(filters.In.IsEmpty ? null : filters.In.ToArray());

    public static NpgsqlBatchCommand People(Filters filters) =>
        new NpgsqlBatchCommand("select id from rostra.users where name_key = any ($1)").With(filters.From.ToArray());

    /// <param name="walkMax">How many of each room's newest are looked through before the index is asked.</param>
    public static NpgsqlBatchCommand Query(IEnumerable<Guid> rooms, RoomsQuery query, int walkMax)
    {
        var words = new WordSql(WordSql.Sorted(query.Words), FirstWord);
        var command = new NpgsqlBatchCommand(Text(words, query, walkMax))
            .With(rooms.ToArray()).With(query.UserId).With(query.Limit + 1)
            .With(query.After.SentAt).With(query.After.RoomId).With(query.After.Id)
            .With(query.From?.ToArray()).With(query.Before ?? HitCursor.Start.SentAt);
        words.Fill(command);
        return command;
    }

    private static string Text(WordSql words, RoomsQuery query, int walkMax)
    {
        var bounds = $"""
            m.deleted_at is null and m.sent_at < $8 and (m.sent_at, m.room_id, m.id) < ($4, $5, $6)
                {(query.From is null ? "and $7::uuid[] is null" : "and m.author_id = any ($7)")} {(query.HasLink ? $"and m.text ~* '{Link}'" : "")}
            """;
        var newest = new NewestSql(words, "m.room_id = mine.room_id", Range, bounds, "m.id, m.sent_at", "$3", walkMax);
        return $"""
            with mine as materialized (
                select t.room_id from unnest($1) as t (room_id)
                where exists (select from rostra.members x where x.user_id = $2 and x.room_id = t.room_id and x.left_seq is null)),
            hits as materialized (
                select mine.room_id, found.id from mine cross join lateral (
                    select id, sent_at from ({newest.Text(long.MaxValue.ToString(CultureInfo.InvariantCulture), "true")}) newest order by id desc limit $3) found
                order by found.sent_at desc, mine.room_id desc, found.id desc limit $3)
            select {MessageSql.Columns}, {words.Tokens}
            from hits join rostra.messages m on m.room_id = hits.room_id and m.id = hits.id {MessageSql.Joins}
            order by m.sent_at desc, m.room_id desc, m.id desc limit $3
            """;
    }

    // A range of the primary key: of "room_id = …" the planner thinks that there are as many as in any room, and reads all of the largest one to sort it.
    private static string Range(string low, string high) => $"(m.room_id, m.id) >= (mine.room_id, {low}) and (m.room_id, m.id) < (mine.room_id, {high})";
}

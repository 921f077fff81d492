using Npgsql;
using Rostra.Names;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>
/// All rooms by latest activity. Sorted anew for each page, out of two narrow tables: an index on what every post changes would cost every post more than these
/// pages cost (docs/decisions/0067).
/// </summary>
internal static class DiscoverSql
{
    private const string Activity = "coalesce(h.last_message_at, r.created_at)";

    // position() rather than LIKE: a person's % is a character and nothing else. The second look is at the page's rooms only.
    private static readonly string Page = $"""
        with page as materialized (
            select r.id, {Activity} as active_at
            from rostra.rooms r join rostra.room_heads h on h.room_id = r.id
            where r.deleted_at is null
                and ($2 = '' or position($2 in r.name_key) > 0 or position({AnyCase.Of("$3::text")} in {AnyCase.Of("r.description")}) > 0)
                and ($4::timestamptz is null or {Activity} < $4 or ({Activity} = $4 and r.id > $5))
            order by active_at desc, r.id limit $6)
        select {RoomSql.Columns}, exists (select from rostra.members m where m.user_id = $1 and m.room_id = r.id and m.left_seq is null)
        from {RoomSql.Tables} join page on page.id = r.id order by page.active_at desc, r.id
        """;

    /// <param name="sought">Trimmed; empty: all.</param>
    public static NpgsqlBatchCommand Query(Guid userId, string sought, RoomCursor? after, int limit) => new NpgsqlBatchCommand(Page)
        .With(userId).With(NameKey.OfRoom(sought)).With(sought).With(after?.ActiveAt).With(after?.RoomId).With(limit + 1);

    public static async Task<FoundRooms> Read(NpgsqlDataReader reader, string sought, int limit)
    {
        var rooms = ImmutableArray.CreateBuilder<Room>();
        while (await reader.ReadAsync())
        {
            if (rooms.Count == limit)
            {
                return new FoundRooms(rooms.ToImmutable(), new RoomCursor(rooms[^1].LastActivityAt, rooms[^1].Id).Write(sought));
            }
            rooms.Add(RoomSql.ReadOne(reader) with { Joined = reader.GetBoolean(RoomSql.ColumnCount) });
        }
        return new FoundRooms(rooms.ToImmutable(), null);
    }
}

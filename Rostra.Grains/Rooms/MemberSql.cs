using Npgsql;
using Rostra.Names;
using Rostra.Storage;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>How members are listed: the owner first, then by folded name, page after page by the last one's place.</summary>
internal static class MemberSql
{
    private const int Owner = (int)RoomRole.Owner;

    // position() rather than LIKE: a person's % is a character and nothing else.
    private const string Matching = """
        from rostra.members m join rostra.users u on u.id = m.user_id
        where m.room_id = $1 and m.left_seq is null and ($2 = '' or position($2 in u.name_key) > 0) and ($3::uuid[] is null or m.user_id = any ($3))
        """;

    public static IEnumerable<NpgsqlBatchCommand> Queries(Guid roomId, MemberQuery query, Guid? afterUserId)
    {
        var part = query.Query is null ? "" : NameKey.Of(query.Query);
        var among = query.Among?.ToArray();
        yield return new NpgsqlBatchCommand($"select count(*) {Matching}").With(roomId).With(part).With(among);
        yield return new NpgsqlBatchCommand($"""
            select m.user_id, u.username, m.role, m.joined_at, m.changed_seq, m.muted_until {Matching}
            and ($4::uuid is null or (m.role <> {Owner}, u.name_key collate "C") > (
                select b.role <> {Owner}, v.name_key collate "C"
                from rostra.members b join rostra.users v on v.id = b.user_id
                where b.room_id = $1 and b.user_id = $4 order by b.joined_seq desc limit 1))
            order by m.role <> {Owner}, u.name_key collate "C" limit $5
            """).With(roomId).With(part).With(among).With(afterUserId).With(query.Limit + 1);
    }

    public static async Task<MemberPage> Read(NpgsqlDataReader reader, Guid roomId, MemberQuery query)
    {
        await reader.NextResultAsync();
        await reader.ReadAsync();
        var total = (int)reader.GetInt64(0);
        await reader.NextResultAsync();

        var members = ImmutableArray.CreateBuilder<Member>();
        while (await reader.ReadAsync())
        {
            if (members.Count == query.Limit)
            {
                return new MemberPage(members.ToImmutable(), total, MemberCursor.Write(roomId, members[^1].User.Id));
            }
            members.Add(new Member(
                new UserRef(reader.GetGuid(0), reader.GetString(1)),
                (RoomRole)reader.GetInt16(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                Online: null,
                reader.GetInt64(4),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5)));
        }
        return new MemberPage(members.ToImmutable(), total, null);
    }
}

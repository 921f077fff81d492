using Npgsql;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>Reads what keeps people from joining and speaking.</summary>
internal static class SanctionSql
{
    /// <summary>In slow mode each member speaks once in its time, so that this reaches back far enough in the largest room there is by default, twice.</summary>
    private const int SpokeScanMax = 20_000;

    public static IEnumerable<NpgsqlBatchCommand> Queries(Guid roomId)
    {
        yield return new NpgsqlBatchCommand("select user_id from rostra.bans where room_id = $1").With(roomId);
        yield return new NpgsqlBatchCommand("""
            select m.user_id, max(m.muted_until) from rostra.members m
            where m.room_id = $1 and m.muted_until > now() and m.left_seq is not null
                and m.joined_seq = (select max(x.joined_seq) from rostra.members x where x.room_id = m.room_id and x.user_id = m.user_id)
            group by m.user_id
            """).With(roomId);
        yield return new NpgsqlBatchCommand($"""
            select s.author_id, max(s.sent_at) from (
                select x.author_id, x.sent_at from rostra.rooms r cross join lateral (
                    select m.author_id, m.sent_at, m.id from rostra.messages m where m.room_id = r.id and m.id > r.slow_mode_seq order by m.id desc limit {SpokeScanMax}) x
                where r.id = $1 and r.slow_mode_seconds > 0) s
            group by s.author_id
            """).With(roomId);
    }

    public static async Task<LoadedSanctions> Read(NpgsqlDataReader reader)
    {
        var banned = ImmutableArray.CreateBuilder<Guid>();
        while (await reader.ReadAsync())
        {
            banned.Add(reader.GetGuid(0));
        }
        await reader.NextResultAsync();
        var mutes = await Times(reader);
        await reader.NextResultAsync();
        return new LoadedSanctions(banned.ToImmutable(), mutes, await Times(reader));
    }

    private static async Task<ImmutableDictionary<Guid, DateTimeOffset>> Times(NpgsqlDataReader reader)
    {
        var times = ImmutableDictionary.CreateBuilder<Guid, DateTimeOffset>();
        while (await reader.ReadAsync())
        {
            times[reader.GetGuid(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        }
        return times.ToImmutable();
    }
}

using Npgsql;
using NpgsqlTypes;
using Rostra.Accounts;
using Rostra.Rooms;
using Rostra.Testing;
using Rostra.Users;
using Xunit;

namespace Rostra.Storage;

/// <summary>
/// A database as a town of twenty thousand people would have it after a while: three thousand rooms, one of them with 100,000 messages and 5,000 members, a person
/// who is in a thousand, years of logins. What a good plan does here, it does with a hundred times as much.
/// </summary>
public sealed class FilledDatabase(PostgresServer postgres) : IAsyncLifetime
{
    internal const int People = 20_000;
    internal const int Rooms = 3_000;
    internal const int RoomsOfAnn = 1_000;
    internal const int LargeMembers = 5_000;
    internal const int LargeMessages = 100_000;
    private const int SmallMembers = 20;
    private const int SmallMessages = 20;
    private const int Sessions = 50_000;
    private const int Authors = 19;

    /// <summary>What scatters ids: in order of their numbers they would tell the planner more than real ones do.</summary>
    private const long Scatter = 2_654_435_761;
    private const int PersonKind = 1;
    private const int RoomKind = 2;

    /// <summary>Those that grow with the town.</summary>
    internal static readonly string[] Tables = ["users", "rooms", "room_heads", "members", "read_marks", "messages", "changes", "reactions", "sessions"];

    private RoomDatabase _filled = null!;

    internal string ConnectionString => _filled.ConnectionString;

    // What is committed without waiting is not yet known to be when vacuum looks at it, and no index could answer alone.
    private string Patient => new NpgsqlConnectionStringBuilder(_filled.ConnectionString) { CommandTimeout = 0, Options = "-c synchronous_commit=on" }.ConnectionString;

    internal static Guid Large => Room(1);

    /// <summary>As most rooms are.</summary>
    internal static Guid Small => Room(2);

    internal static Guid Deleted => Room(Rooms);

    /// <summary>In a thousand rooms, the large one among them.</summary>
    internal static UserRef Ann => new(Person(1), "person 1");

    /// <summary>In the large room and a few others.</summary>
    internal static UserRef Ben => new(Person(100), "person 100");

    internal static long LargeHead => LargeMembers + LargeMessages;

    internal static Guid Person(int number) => Id(PersonKind, number);

    internal static Guid Room(int number) => Id(RoomKind, number);

    /// <summary>Who said a message of the large room.</summary>
    internal static UserRef AuthorOf(long id) => new(Person(2 + (int)(id % Authors)), $"person {2 + (id % Authors)}");

    public async ValueTask InitializeAsync()
    {
        _filled = await RoomDatabase.Create(postgres);
        var index = await _filled.Ask<string>("select pg_get_indexdef('rostra.messages_search'::regclass)");
        foreach (var table in Tables) await Do($"alter table rostra.{table} set (autovacuum_enabled = off)"); // While it looks at a table, ours would not see that all its rows are there for everybody.
        await Do("drop index rostra.messages_search"); // Made afterwards it costs a tenth.
        await Do(Fill);
        await FillSessions();
        await Do(index);
        foreach (var table in Tables) await Do($"vacuum (analyze) rostra.{table}");
    }

    public ValueTask DisposeAsync() => _filled.DisposeAsync();

    private static Guid Id(int kind, int number) => Guid.Parse($"{(uint)(number * Scatter):x8}-{kind:x4}-7000-8000-{number:x12}");

    private static string PersonIs(string number) => IdIs(PersonKind, number);

    private static string RoomIs(string number) => IdIs(RoomKind, number);

    private static string IdIs(int kind, string number) =>
        $"(lpad(to_hex(({number})::bigint * {Scatter} % 4294967296), 8, '0') || '-{kind:x4}-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid";

    // Each room's log: its members join, then they speak; in the large one some of what was said is changed.
    private static string Fill => $"""
        insert into rostra.users (id, username, name_key, name_skeleton, email, password, created_at)
        select {PersonIs("n")}, 'person ' || n, 'person ' || n, 'person ' || n, n || '@example.org', '-', now() from generate_series(1, {People}) n;

        create temp table sizes as
        select n, {RoomIs("n")} as room_id, case when n = 1 then {LargeMembers} else {SmallMembers} end as members, case when n = 1 then {LargeMessages} else {SmallMessages} end as messages
        from generate_series(1, {Rooms}) n;
        insert into rostra.rooms (id, name, name_key, description, owner_id, maker_id, created_at, changed_seq, deleted_at)
        select room_id, 'room ' || n, 'room ' || n, 'about ' || n, {PersonIs("1")}, {PersonIs("1")}, now() - n * interval '1 hour', 1, case when n = {Rooms} then now() end from sizes;
        insert into rostra.room_heads (room_id, last_seq, last_commit, last_message_at, member_count)
        select room_id, members + messages, gen_random_uuid(), now() - n * interval '1 minute', members from sizes;

        insert into rostra.members (room_id, user_id, joined_seq, role, changed_seq, joined_at)
        select room_id, person, min(seq), min(case when seq = 1 then {(int)RoomRole.Owner} else {(int)RoomRole.Member} end), 1, now()
        from (
            select s.room_id, seq, case
                when seq = 1 and s.n <= {RoomsOfAnn} then {PersonIs("1")}
                when s.n = 1 then {PersonIs("seq")}
                else {PersonIs($"(1 + (s.n * 37 + seq * 101) % {People})")} end as person
            from sizes s cross join lateral generate_series(1, s.members) seq) joined
        group by room_id, person;
        insert into rostra.read_marks (user_id, room_id, seq)
        select m.user_id, m.room_id, s.members + s.messages - m.joined_seq % 30 from rostra.members m join sizes s on s.room_id = m.room_id;
        insert into rostra.changes (room_id, seq, kind, user_id, actor, at)
        select room_id, joined_seq, 5, user_id, user_id, now() from rostra.members;

        insert into rostra.messages (room_id, id, client_id, author_id, text, sent_at, changed_seq)
        select s.room_id, id, gen_random_uuid(), {PersonIs($"(2 + id % {Authors})")}, case when id % 20000 = 7 then 'a quillwort ' else '' end || case when id % 10 = 0 and id < {LargeMessages - 10_000} and s.n = 1 then 'yesteryear ' else '' end || 'words about ' || id % 500 || ' in a room',
            now() - interval '1 year' + id * interval '1 second', id
        from sizes s cross join lateral generate_series(s.members + 1, s.members + s.messages) id;
        insert into rostra.reactions (room_id, message_id, emoji, user_id, seq)
        select {RoomIs("1")}, id, id % 5, {PersonIs("(2 + id % 100)")}, {LargeMembers + LargeMessages} from generate_series({LargeMembers + 1}, {LargeMembers + LargeMessages}, 10) id;
        insert into rostra.reactions (room_id, message_id, emoji, user_id, seq)
        select room_id, members + 1, 0, {PersonIs("2")}, members + messages from sizes where n > 1;
        """;

    private async Task FillSessions()
    {
        var (now, old) = (DateTimeOffset.UtcNow, DateTimeOffset.UtcNow - SessionFamily.Lifetime - TimeSpan.FromDays(3));
        await using var database = NpgsqlDataSource.Create(Patient);
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var import = await connection.BeginBinaryImportAsync("copy rostra.sessions (id, user_id, created_at, used_at, ended_at) from stdin (format binary)", TestContext.Current.CancellationToken);
        for (var at = 0; at < Sessions; at++)
        {
            var created = at % 50 == 0 ? old : now - TimeSpan.FromMinutes(at % 10_000);
            await import.StartRowAsync();
            await import.WriteAsync(Guid.CreateVersion7(created), NpgsqlDbType.Uuid);
            await import.WriteAsync(Person(1 + (at % 5_000)), NpgsqlDbType.Uuid);
            await import.WriteAsync(created.UtcDateTime, NpgsqlDbType.TimestampTz);
            await import.WriteAsync(created.UtcDateTime, NpgsqlDbType.TimestampTz);
            if (at % 3 == 0) await import.WriteAsync(now.UtcDateTime, NpgsqlDbType.TimestampTz);
            else await import.WriteNullAsync();
        }

        await import.CompleteAsync();
    }

    private async Task Do(string sql)
    {
        await using var database = NpgsqlDataSource.Create(Patient);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

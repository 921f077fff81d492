using CsCheck;
using Rostra.Rooms;
using Rostra.Testing;
using Rostra.Users;
using Xunit;

namespace Rostra.Search;

[Trait("Set", "slow")]
public sealed class RoomsSearchTests(PostgresServer postgres)
{
    private const int RoomCount = 12;
    private const int RoomLength = 150;

    private static readonly string[] Asked = ["needle", "hay", "hays needle", "日本", "c++", "the", "has:link", "needle has:link", "from:ada", "from:ken hay", "in:room-3", "in:room-3 in:room-7 hay", "nowhere"];

    [Fact]
    public async Task Every_page_holds_what_a_look_at_every_message_of_every_room_would_find()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (ada, ken) = (await database.Person("ada"), await database.Person("ken"));
        var said = await Fill(database, ada, ken);

        await Gen.Select(Gen.Int[0, Asked.Length - 1].Select(at => Asked[at]), Gen.Int[1, 50]).SampleAsync(async (asked, limit) =>
        {
            var expected = said.Where(one => Fits(one, asked)).OrderByDescending(one => one.SentAt).ThenByDescending(one => one.RoomId.ToString(), StringComparer.Ordinal).ThenByDescending(one => one.Id);

            Assert.Equal(expected.Select(one => (one.RoomId, one.Id)), await All(database, ada, asked, limit));
        }, iter: 40, threads: 1);
    }

    [Fact]
    public async Task A_filter_or_a_cursor_that_is_none_is_refused()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var ada = await database.Person();

        foreach (var (text, cursor) in new[] { ("before:soon", null), ("x", "x"), ("x", HitCursor.Start.Write("y")) })
        {
            var found = await Search(database, ada, new RoomsSearch(text, cursor, 20));
            Assert.Equal(RefusalCode.Invalid, found.Refusal!.Code);
        }
    }

    private static async Task<List<(Guid, long)>> All(RoomDatabase database, UserRef by, string asked, int limit)
    {
        var all = new List<(Guid, long)>();
        string? cursor = null;
        do
        {
            var page = (await Search(database, by, new RoomsSearch(asked, cursor, limit))).Value!;
            all.AddRange(page.Hits.Select(hit => (hit.Message.RoomId, hit.Message.Id)));
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return all;
    }

    private static Task<Outcome<FoundHits>> Search(RoomDatabase database, UserRef by, RoomsSearch search) => new RoomsSearcher(database.Search).Find(by.Id, search);

    private static bool Fits(Said said, string asked) => asked switch
    {
        "the" or "nowhere" => false,
        "hays needle" => said.Text.Contains("hay", StringComparison.Ordinal) && said.Text.Contains("needle", StringComparison.Ordinal),
        "has:link" => said.Text.Contains("https://", StringComparison.Ordinal),
        "needle has:link" => said.Text.Contains("https://", StringComparison.Ordinal) && said.Text.Contains("needle", StringComparison.Ordinal),
        "from:ada" => said.Author == "ada",
        "from:ken hay" => said.Author == "ken" && said.Text.Contains("hay", StringComparison.Ordinal),
        "in:room-3" => said.Room == "room 3",
        "in:room-3 in:room-7 hay" => said.Room is "room 3" or "room 7" && said.Text.Contains("hay", StringComparison.Ordinal),
        _ => said.Text.Contains(asked, StringComparison.Ordinal),
    };

    /// <summary>Rooms that were spoken in one after the other, and each at the same times as the next: so places are shared, too.</summary>
    private static async Task<List<Said>> Fill(RoomDatabase database, UserRef ada, UserRef ken)
    {
        var said = new List<Said>();
        for (var room = 0; room < RoomCount; room++)
        {
            var activation = await Activation.New(database, database.Writer(), ada, name: $"room {room}");
            var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(room / 2 * 100);
            for (var at = 0; at < RoomLength; at++)
            {
                var text = (at % 5) switch { 0 => $"a needle {at}", 1 => $"needle in hay {at}", 2 => $"日本 c++ {at}", 3 => $"hay at https://example.org/needle{at}", _ => $"nothing {at}" };
                said.Add(new Said(activation.State.Id, at + 2, $"room {room}", at % 3 == 0 ? "ken" : "ada", text, start.AddSeconds(at)));
            }
        }
        await Insert(database, said, ada, ken);
        return said;
    }

    private static async Task Insert(RoomDatabase database, List<Said> said, UserRef ada, UserRef ken)
    {
        await using var insert = database.Source.CreateCommand("""
            with kept as (
                insert into rostra.messages (room_id, id, client_id, author_id, text, sent_at, changed_seq)
                select room_id, id, gen_random_uuid(), author_id, text, sent_at, id from unnest($1, $2, $3, $4, $5) as t (room_id, id, author_id, text, sent_at)
                returning room_id, sent_at)
            update rostra.room_heads h set last_message_at = k.at from (select room_id, max(sent_at) as at from kept group by room_id) k where k.room_id = h.room_id
            """);
        insert.Parameters.AddWithValue(said.Select(one => one.RoomId).ToArray());
        insert.Parameters.AddWithValue(said.Select(one => one.Id).ToArray());
        insert.Parameters.AddWithValue(said.Select(one => one.Author == "ken" ? ken.Id : ada.Id).ToArray());
        insert.Parameters.AddWithValue(said.Select(one => one.Text).ToArray());
        insert.Parameters.AddWithValue(said.Select(one => one.SentAt).ToArray());
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private sealed record Said(Guid RoomId, long Id, string Room, string Author, string Text, DateTimeOffset SentAt);
}

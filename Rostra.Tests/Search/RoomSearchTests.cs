using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rostra.Rooms;
using Rostra.Storage;
using Rostra.Testing;
using Rostra.Users;
using Xunit;

namespace Rostra.Search;

[Trait("Set", "slow")]
public sealed class RoomSearchTests(PostgresServer postgres)
{
    private const int LargeRoom = 20_000;
    private const int SmallRooms = 200;
    private const int SmallRoom = 50;

    private static readonly string[] Sought = ["needle", "hay", "hays", "Stack", "日本", "ab", "c++", "100%", "x_y", "Straße", "the"];
    private static readonly Gen<string> Word = Gen.Int[0, Sought.Length - 1].Select(at => Sought[at]);

    [Fact]
    public async Task Every_word_is_found_as_a_look_at_every_text_would_find_it()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var ada = await database.Person();
        var room = await Activation.New(database, database.Writer(), ada);
        // More than are looked through one by one, so that the index has its share; the last words are stems and parts of the others.
        var texts = Enumerable.Range(0, RoomSearchSql.WalkMax + 500).Select(at => (at % 7) switch
        {
            0 => $"a needle in the hay {at}",
            1 => $"STACKS of hay, ab {at}",
            2 => $"日本語 {at} 100% of c++",
            3 => $"x_y STRASSE {at}",
            _ => $"nothing {at}",
        }).ToArray();
        await Say(database, room.State.Id, ada, texts);
        var messages = texts.Select((text, at) => (Id: at + 2L, Text: text)).Reverse().ToArray();

        await Gen.Select(Word.Array[1, 3], Gen.Long[0, texts.Length + 5], Gen.Int[1, 50]).SampleAsync(async (words, before, limit) =>
        {
            var expected = messages.Where(message => message.Id < before && words.Any(word => word != "the") && words.All(word => Holds(message.Text, word))).ToArray();

            var found = (await Search(database).InRoom(room.State.Id, ada.Id, new RoomSearch(string.Join(' ', words), before, limit))).Value!;

            Assert.Equal(expected.Take(limit).Select(message => message.Id), found.Items.Select(hit => hit.Message.Id));
            Assert.Equal(expected.Length > limit, found.HasMore);
            Assert.All(found.Items, hit => Assert.Equal(hit.Message.Text, string.Concat(hit.Fragments.Select(fragment => fragment.Text))));
            Assert.All(found.Items, hit => Assert.Contains(hit.Fragments, fragment => fragment.Match));
        }, iter: 60, threads: 1);

        static bool Holds(string text, string word) => word switch
        {
            "the" => true,
            "hays" => text.Contains("hay", StringComparison.Ordinal), // The same stem.
            "Straße" => text.Contains("STRASSE", StringComparison.Ordinal),
            _ => text.Contains(word, StringComparison.OrdinalIgnoreCase),
        };
    }

    [Fact]
    public async Task No_search_reads_all_rooms_and_a_rare_word_asks_the_index()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var ada = await database.Person();
        var writer = database.Writer();
        var (large, small) = (await Activation.New(database, writer, ada), await Activation.New(database, writer, ada));
        await Say(database, large.State.Id, ada, [.. Enumerable.Range(0, LargeRoom).Select(at => $"common {(at % 4000 == 1 ? "rarity" : "words")} in 日本 {at}")]);
        await Say(database, small.State.Id, ada, [.. Enumerable.Range(0, SmallRoom).Select(at => $"common {(at == 1 ? "rarity" : "words")} in here {at}")]);
        for (var at = 0; at < SmallRooms; at++)
        {
            await Say(database, Guid.NewGuid(), ada, [.. Enumerable.Range(0, SmallRoom).Select(line => $"common words elsewhere {line}")]);
        }
        await Tender(database).Empty(TestContext.Current.CancellationToken);
        await using (var analyze = database.Source.CreateCommand("analyze rostra.messages"))
        {
            await analyze.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        foreach (var room in new[] { large, small })
        {
            foreach (var text in new[] { "rarity", "common", "rarities common", "日本", "zz", "nowhere", "日本 rarity", "c++" })
            {
                var plan = await Plan(database, room.State.Id, ada, text);
                Assert.False(ReadsAllMessages(JsonNode.Parse(plan)!), $"{text}: {plan}");
            }
        }
        Assert.Contains("messages_search", await Plan(database, large.State.Id, ada, "rarity"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_looked_through_or_asked_of_the_index_after_a_sample_is_what_a_look_at_every_text_would_find()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var ada = await database.Person();
        var room = await Activation.New(database, database.Writer(), ada);
        // Said often but not lately, now and then, only long ago, hardly ever; and what only the stem finds.
        var texts = Enumerable.Range(0, 2 * LargeRoom).Select(at => string.Join(' ',
            at % 10 == 0 && at < 35_000 ? "lighthouses" : "words", at % 100 == 1 ? "Hoping" : "in", at % 3 == 0 && at is > 2_000 and < 6_000 ? "warty" : "a", at % 9_000 == 2 ? "quillwort" : "room", at % 50 == 0 ? "ſtrange" : at)).ToArray();
        foreach (var (at, some) in texts.Chunk(LargeRoom / 4).Index()) await Say(database, room.State.Id, ada, some, at * (LargeRoom / 4));

        foreach (var sought in new[] { "lighthouse", "hope", "warty", "quillwort", "strange", "hope lighthouse", "lighthouse warty", "warty quillwort", "nowhere", "a hoped", "ou", "ou 9" })
        {
            foreach (var before in new long?[] { null, 30_000, 20_001, 9_000 })
            {
                var found = (await Search(database).InRoom(room.State.Id, ada.Id, new RoomSearch(sought, before, 20))).Value!;

                var expected = texts.Select((text, at) => (Id: at + 2L, Text: text)).Reverse().Where(message => message.Id < (before ?? long.MaxValue) && sought.Split(' ').All(word => Holds(message.Text, word))).ToArray();
                Assert.True(expected.Take(20).Select(message => message.Id).SequenceEqual(found.Items.Select(hit => hit.Message.Id)), $"{sought} before {before}");
                Assert.Equal(expected.Length > 20, found.HasMore);
            }
        }

        static bool Holds(string text, string word) => word switch
        {
            "a" => true,
            "hope" or "hoped" => text.Contains("Hoping", StringComparison.Ordinal),
            "strange" => text.Contains("ſtrange", StringComparison.Ordinal), // As large letters they are one.
            _ => text.Contains(word, StringComparison.OrdinalIgnoreCase),
        };
    }

    [Fact]
    public async Task Every_word_begins_as_the_trunk_of_its_stem_does()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var spoken = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Data", "ubuntu-irc-sample.jsonl"), TestContext.Current.CancellationToken);
        const string Odd = "dying lying tying vying skies flies ponies ability sensibility usability agencies using hoping hopped idly gently ugly early only singly news geologist rationally fluently organization activator controlling agreed owed";
        await using var ask = database.Source.CreateCommand("select distinct t.token, l.stem from ts_parse('default', $1) t, unnest(tsvector_to_array(to_tsvector('english', t.token))) l (stem) where t.tokid <> 12");
        ask.Parameters.AddWithValue($"{spoken} {Odd}");
        await using var reader = await ask.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var (word, stem) = (reader.GetString(0), reader.GetString(1));
            Assert.True(!System.Text.Ascii.IsValid(word) || word.Contains(Stems.Trunk(stem), StringComparison.OrdinalIgnoreCase), $"{word}: {stem}");
        }
    }

    [Fact]
    public async Task What_commits_left_on_the_index_s_list_is_sorted_in_and_found_all_the_same()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var ada = await database.Person();
        var room = await Activation.New(database, database.Writer(), ada);
        await Say(database, room.State.Id, ada, [.. Enumerable.Range(0, RoomSearchSql.WalkMax + 10).Select(at => at == 3 ? "a needle" : "hay")]);
        var before = await Search(database).InRoom(room.State.Id, ada.Id, new RoomSearch("needle", null, 20));

        await Tender(database).Empty(TestContext.Current.CancellationToken);

        var after = await Search(database).InRoom(room.State.Id, ada.Id, new RoomSearch("needle", null, 20));
        Assert.Equal(5, Assert.Single(after.Value!.Items).Message.Id);
        Assert.Equal(Assert.Single(before.Value!.Items).Message.Id, after.Value.Items[0].Message.Id);
        Assert.Equal(0, await database.Ask<int>("select gin_clean_pending_list('rostra.messages_search')::int"));
    }

    [Fact]
    public async Task A_search_that_takes_too_long_is_told_busy()
    {
        await using var database = await RoomDatabase.Create(postgres);
        await using var search = new SearchDatabase(database.ConnectionString);

        var outcome = await search.Read<bool>([new NpgsqlBatchCommand("select pg_sleep(60)")], _ => Task.FromResult<Outcome<bool>>(true));

        Assert.Equal(RefusalCode.Busy, outcome.Refusal!.Code);
    }

    private static SearchTender Tender(RoomDatabase database) => new(database.Readers, TimeProvider.System, NullLogger<SearchTender>.Instance);

    private static SearchGrain Search(RoomDatabase database) => new(database.Search);

    /// <summary>Puts a room's messages where the log would: many at once.</summary>
    /// <param name="after">How many the room holds already.</param>
    private static async Task Say(RoomDatabase database, Guid roomId, UserRef by, string[] texts, int after = 0)
    {
        await using var insert = database.Source.CreateCommand("""
            insert into rostra.messages (room_id, id, client_id, author_id, text, sent_at, changed_seq)
            select $1, at + 1 + $4, gen_random_uuid(), $2, text, now(), at + 1 + $4 from unnest($3) with ordinality as t (text, at)
            """);
        insert.Parameters.AddWithValue(roomId);
        insert.Parameters.AddWithValue(by.Id);
        insert.Parameters.AddWithValue(texts);
        insert.Parameters.AddWithValue(after);
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string> Plan(RoomDatabase database, Guid roomId, UserRef by, string text)
    {
        var words = (await database.Search.Read([Stems.Query(Words.Of(text))], Stems.Read)).Value;
        var query = RoomSearchSql.Query(roomId, by.Id, new RoomSearch(text, null, 20), words);
        query.CommandText = $"explain (analyze, format json) {query.CommandText}";
        var plan = await database.Search.Read<string>([RoomSearchSql.NoSeqScan(), query], async reader => await reader.ReadAsync() ? reader.GetString(0) : "");
        return plan.Value!;
    }

    private static bool ReadsAllMessages(JsonNode plan) => plan switch
    {
        JsonObject node when node["Node Type"]?.GetValue<string>() is "Seq Scan" && node["Relation Name"]?.GetValue<string>() is "messages" => true,
        JsonObject node => node.Any(member => member.Value is not null && ReadsAllMessages(member.Value)),
        JsonArray list => list.Any(member => member is not null && ReadsAllMessages(member)),
        _ => false,
    };
}

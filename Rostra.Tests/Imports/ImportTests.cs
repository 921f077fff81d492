using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CsCheck;
using Rostra.Archives;
using Rostra.Testing;
using Xunit;

namespace Rostra.Imports;

public sealed class ImportTests(PostgresServer postgres)
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "Data");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void An_IRC_log_is_read_with_its_times_and_what_was_said_twice_is_two()
    {
        var file = Path.Combine(Data, "irc", "2021-03-04.txt");
        var source = IrcLog.Read("libera", "#lobby", [(file, File.ReadLines(file))]);

        Assert.Equal(1, source.Passed);
        var lines = Assert.Single(source.Rooms).Lines;
        Assert.Equal(["ada", "grace", "ada", "ada", "bo"], lines.Select(line => line.AuthorName));
        Assert.Equal("* ada waves", lines[3].Text);
        Assert.Equal(new DateTimeOffset(2021, 3, 4, 13, 0, 7, TimeSpan.Zero), lines[4].At);
        Assert.Distinct(lines.Select(line => line.Key));
        Assert.Throws<ImportException>(() => IrcLog.Read("libera", "#lobby", [("lobby.log", ["[12:18] <ada> when was that?"])]));
    }

    [Fact]
    public void A_Slack_export_is_read_without_its_marks()
    {
        var source = SlackExport.Read("ours", Path.Combine(Data, "slack"));

        Assert.Equal(["general", "random"], source.Rooms.Select(room => room.Name));
        Assert.Equal(1, source.Passed);
        Assert.Equal(
            [
                ("Ada L", "Good morning @grace, see the page (https://example.org/a?b=1&c=2) and #random: 1 < 2 & 3 > 2"),
                ("grace", "[file: notes.pdf]"), ("deploy bot", "deployed"), ("bo", "@here hello again https://example.org"),
            ],
            source.Rooms[0].Lines.Select(line => (line.AuthorName, line.Text)));
        Assert.Equal(new DateTimeOffset(2021, 1, 1, 0, 1, 0, TimeSpan.Zero).AddTicks(2_000), source.Rooms[0].Lines[0].At);
        Assert.Contains("users.json", Assert.Throws<ImportException>(() => SlackExport.Read("ours", Data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_of_Discord_is_read()
    {
        var source = DiscordExport.Read("ours", [Path.Combine(Data, "discord-general.json")]);

        Assert.Equal([("Ada", "first"), ("grace", "a reply with a file\n[file: x.png]")], Assert.Single(source.Rooms).Lines.Select(line => (line.AuthorName, line.Text)));
        Assert.Equal((1, new DateTimeOffset(2022, 5, 1, 10, 1, 0, TimeSpan.Zero)), (source.Passed, source.Rooms[0].Lines[1].At.ToUniversalTime()));
        Assert.Throws<ImportException>(() => DiscordExport.Read("ours", [Path.Combine(Data, "slack", "users.json")]));
    }

    [Fact]
    public void A_text_of_any_length_comes_in_pieces_that_fit_and_loses_nothing_but_white_space() =>
        Gen.String[0, 3_000].Sample(text =>
        {
            var pieces = ImportTexts.Pieces(text).ToList();
            var whole = string.Concat(text.Replace("\0", "", StringComparison.Ordinal).EnumerateRunes());
            return pieces.All(piece => piece.EnumerateRunes().Count() is > 0 and <= 1_000 && piece.Trim() == piece)
                && Solid(string.Concat(pieces)) == Solid(whole);

            static string Solid(string written) => string.Concat(written.Where(c => !char.IsWhiteSpace(c)));
        });

    [Fact]
    public async Task Imported_while_people_talk_and_imported_again_everything_is_there_once_with_its_time()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        await rostra.Person("ann");
        var bob = await rostra.Person("bob");
        var lines = Sample();

        var first = await Importer.Run(rostra.ConnectionString, Irc(lines.Take(700)), "ANN", null, Cancellation);
        Assert.Equal((1, 700, 0), (first.Rooms, first.NewMessages, first.Known));
        var room = await rostra.Ask<Guid>("select id from rostra.rooms where name = '#ubuntu'");
        await bob.Join(room);
        var live = await bob.Send(room, "said here");
        Assert.Equal(703, live.Id); // Made, 700 lines, joined.

        var second = await Importer.Run(rostra.ConnectionString, Irc(lines), "ann", null, Cancellation);
        var third = await Importer.Run(rostra.ConnectionString, Irc(lines), "ann", null, Cancellation);
        Assert.Equal((lines.Length - 700, 700), (second.NewMessages, second.Known));
        Assert.Equal((0, lines.Length, 0), (third.NewMessages, third.Known, third.NewPeople));

        var after = await bob.Send(room, "and after");
        Assert.Equal(lines.Length + 4, after.Id);
        await bob.Sees(live, after);
        Assert.Equal(Enumerable.Range(1, (int)after.Id).Select(seq => (long)seq), await rostra.LogOf(room));
        Assert.Equal(lines[0].At, new DateTimeOffset(await rostra.Ask<DateTime>("select sent_at from rostra.messages where room_id = $1 order by id limit 1", room), TimeSpan.Zero));
        Assert.Equal(
            0L, await rostra.Ask<long>("select count(*) from (select sent_at < lag(sent_at) over (order by id) as fell from rostra.messages where room_id = $1) as times where fell", room));
    }

    [Fact]
    public async Task Authors_cannot_be_logged_in_to_until_they_are_handed_over()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        await rostra.Person("Ada L");
        await Importer.Run(rostra.ConnectionString, SlackExport.Read("ours", Path.Combine(Data, "slack")), "Ada L", null, Cancellation);
        Assert.Equal(["Ada L", "Ada L (slack)", "bo (slack)", "deploy bot", "grace"], await rostra.Ask<string[]>("select array_agg(username::text order by username) from rostra.users"));

        Assert.Equal(HttpStatusCode.Unauthorized, await LogsIn(rostra, "grace", "whatever it is"));
        await Assert.ThrowsAsync<ImportException>(() => Claims.HandOver(rostra.ConnectionString, "Ada L", "ada@example.com", Cancellation));
        var password = await Claims.HandOver(rostra.ConnectionString, "GRACE", "Grace@example.com", Cancellation);
        await Assert.ThrowsAsync<ImportException>(() => Claims.HandOver(rostra.ConnectionString, "grace", "grace@example.com", Cancellation));

        Assert.Equal(HttpStatusCode.OK, await LogsIn(rostra, "grace", password));
    }

    [Fact]
    public async Task What_is_exported_is_one_object_a_line_of_those_who_are_meant()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        var ann = await rostra.Person("ann");
        await Importer.Run(rostra.ConnectionString, SlackExport.Read("ours", Path.Combine(Data, "slack")), "ann", null, Cancellation);
        var own = await ann.CreateRoom("lobby");
        await ann.Send(own, "mine");

        var everything = await Lines(to => JsonExport.Everything(rostra.ConnectionString, to, Cancellation));
        Assert.Equal(6, everything.Count(line => line.Type == "message"));
        Assert.Equal(["general", "lobby", "random"], everything.Where(line => line.Type == "room").Select(line => line.Json.GetProperty("name").GetString()).Order());
        var room = await Lines(to => JsonExport.Room(rostra.ConnectionString, "GENERAL", to, Cancellation));
        Assert.Equal(["member", "message", "message", "message", "message", "room"], room.Select(line => line.Type).Order());
        var person = await Lines(to => JsonExport.Person(rostra.ConnectionString, "ann", to, Cancellation));
        Assert.Equal(["mine"], person.Where(line => line.Type == "message").Select(line => line.Json.GetProperty("text").GetString()));
        Assert.Equal(1, person.Count(line => line.Type == "session"));
        Assert.DoesNotContain(everything.Concat(person), line => line.Json.GetRawText().Contains("argon2", StringComparison.Ordinal));
        await Assert.ThrowsAsync<ArchiveException>(() => Lines(to => JsonExport.Room(rostra.ConnectionString, "nowhere", to, Cancellation)));
    }

    private static ImportSource Irc(IEnumerable<(DateTimeOffset At, string Line)> lines) => IrcLog.Read("freenode", "#ubuntu", [("ubuntu.jsonl", lines.Select(line => line.Line))]);

    /// <summary>Real lines: Data/ATTRIBUTION.md says whose.</summary>
    private static (DateTimeOffset At, string Line)[] Sample() =>
    [
        .. File.ReadLines(Path.Combine(Data, "ubuntu-irc-sample.jsonl"))
            .Select(line => (JsonElement.Parse(line), line))
            .Where(line => ImportTexts.Pieces(line.Item1.GetProperty("text").GetString()!).Any())
            .Select(line => (DateTimeOffset.Parse(line.Item1.GetProperty("at").GetString()!, CultureInfo.InvariantCulture), line.line)).OrderBy(line => line.Item1),
    ];

    private static async Task<HttpStatusCode> LogsIn(RostraCluster rostra, string username, string password)
    {
        using var client = rostra.Gateways[0].Client();
        using var answer = await client.PostAsJsonAsync("/api/auth/login", new { username, password }, Cancellation);
        return answer.StatusCode;
    }

    private static async Task<List<(string Type, JsonElement Json)>> Lines(Func<Stream, Task<long>> export)
    {
        using var written = new MemoryStream();
        var count = await export(written);
        var lines = System.Text.Encoding.UTF8.GetString(written.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(count, lines.Count);
        return [.. lines.Select(line => (line.GetProperty("type").GetString()!, line))];
    }
}

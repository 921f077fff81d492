using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Rostra.Accounts;
using Rostra.History;
using Rostra.Messages;
using Rostra.Rooms;
using Rostra.Rooms.Log;
using Rostra.Search;
using Rostra.Users;
using Xunit;

namespace Rostra.Storage;

/// <summary>
/// What the product's own statements make Postgres do in a large database, planned with and without a look at what is asked for: they look at about as many rows as they
/// are to answer, sort no room, read no large table, and where an index holds all that is asked for, they ask it alone.
/// </summary>
[Trait("Set", "slow")]
public sealed class PlanTests(FilledDatabase filled) : IClassFixture<FilledDatabase>
{
    private const int Page = 50;

    /// <summary>A message with its author and reactions, and a reaction or two.</summary>
    private const int RowsOfMessage = 5;

    /// <summary>Whether a room is there, its head, and whether the person is in it.</summary>
    private const int RowsOfStanding = 5;

    /// <summary>Who came and went in the large room while other lines were looked at, and has rows there still.</summary>
    private const int Guests = 100;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string, bool>> All => from name in Statements.Keys from isGeneric in new[] { false, true } select new TheoryDataRow<string, bool>(name, isGeneric);

    private static Dictionary<string, Expected> Statements => new()
    {
        ["a message is posted"] = new(town => town.Room.Post(FilledDatabase.Ben, "one more"), Rows: 10) { IsSpoken = true },
        ["a message is edited"] = new(town => town.Room.Edit(FilledDatabase.AuthorOf(50_000 + town.Time), 50_000 + town.Time, "better"), Rows: 10 + RowsOfMessage) { IsSpoken = true },
        ["somebody reacts"] = new(town => town.Room.React(FilledDatabase.Ben, 50_000 + town.Time, Emojis.All[0], true), Rows: 10 + RowsOfMessage) { IsSpoken = true },
        ["somebody joins and leaves"] = new(town => JoinAndLeave(town.Room), Rows: 10) { IsSpoken = true },
        ["a retry is recognised"] = new(town => town.Database.Reader.Find(FilledDatabase.Large, [], [new MessageKey(FilledDatabase.Ben.Id, Guid.CreateVersion7())]), Rows: RowsOfMessage),
        ["a usual room is loaded"] = new(town => town.Database.Reader.Load(FilledDatabase.Small, 200, Cancellation), Rows: (20 * RowsOfMessage) + 50),

        ["the newest page"] = new(town => town.Database.History.Page(FilledDatabase.Large, FilledDatabase.Ben.Id, new PageRequest(null, null, null, Page)), Rows: (Page + 2) * RowsOfMessage) { IndexOnly = "members_open" },
        ["a page before"] = new(town => town.Database.History.Page(FilledDatabase.Large, FilledDatabase.Ben.Id, new PageRequest(50_000 + town.Time, null, null, Page)), Rows: (Page + 2) * RowsOfMessage),
        ["a page after"] = new(town => town.Database.History.Page(FilledDatabase.Large, FilledDatabase.Ben.Id, new PageRequest(null, 50_000 + town.Time, null, Page)), Rows: (Page + 2) * RowsOfMessage),
        ["a page around"] = new(town => town.Database.History.Page(FilledDatabase.Large, FilledDatabase.Ben.Id, new PageRequest(null, null, 50_000 + town.Time, Page)), Rows: (Page + 2) * RowsOfMessage),
        ["a gap is filled"] = new(town => town.Database.History.Changes(FilledDatabase.Large, FilledDatabase.Ben.Id, 50_000 + town.Time, Page), Rows: (Page + 2) * RowsOfMessage),
        ["a gap among joins is filled"] = new(town => town.Database.History.Changes(FilledDatabase.Large, FilledDatabase.Ben.Id, 2_000 + town.Time, Page), Rows: (Page + 2) * RowsOfMessage),
        ["a tail is fetched"] = new(town => town.Database.History.ChangesForGateway(FilledDatabase.Large, FilledDatabase.LargeHead - Page, Page), Rows: (Page + 2) * RowsOfMessage),
        ["who reacted"] = new(town => town.Database.History.Reactors(FilledDatabase.Large, FilledDatabase.Ben.Id, FilledDatabase.LargeMembers + 1), Rows: RowsOfStanding + RowsOfMessage),

        ["a read mark moves, and what is unread is counted"] = new(async town =>
        {
            await using var connection = await town.Database.Source.OpenConnectionAsync(Cancellation);
            await ReadMarkSql.Run(connection, new Dictionary<MarkKey, long> { [new(FilledDatabase.Ben.Id, FilledDatabase.Large)] = FilledDatabase.LargeHead - 1_000 + town.Time }, Cancellation);
        }, Rows: 10 + (2 * ReadMark.UnreadMax)),
        ["the rooms of one who is in a thousand"] = new(town => town.Database.Directory.RoomsOf(FilledDatabase.Ann.Id), Rows: 10 * FilledDatabase.RoomsOfAnn) { Sorted = FilledDatabase.RoomsOfAnn },
        ["the rooms of most people"] = new(town => town.Database.Directory.RoomsOf(FilledDatabase.Person(15_000 + town.Time)), Rows: 500),
        ["their ids"] = new(town => town.Database.Directory.RoomIdsOf(FilledDatabase.Ann.Id), Rows: FilledDatabase.RoomsOfAnn) { IndexOnly = "members_open" },
        ["one room"] = new(town => town.Database.Directory.Room(FilledDatabase.Large, FilledDatabase.Ben.Id), Rows: 20 + ReadMark.UnreadMax),

        // Names are people's, and so is their order: each page of a list of members looks at all of the room's, the largest rooms' too.
        ["members of a usual room"] = new(town => town.Database.Directory.Members(FilledDatabase.Small, FilledDatabase.Person(1), new MemberQuery(null, null, null, Page)), Rows: 100),
        ["members of a large room"] = new(town => town.Database.Directory.Members(FilledDatabase.Large, FilledDatabase.Ben.Id, new MemberQuery(null, null, null, Page)), Rows: FilledDatabase.People + FilledDatabase.LargeMembers + Guests)
        {
            Sorted = FilledDatabase.LargeMembers, ReadWhole = ["users"],
        },

        // All rooms are sorted for each page, out of two narrow tables, one of which is looked at again for what is told of them (docs/decisions/0067).
        ["all rooms"] = new(town => town.Database.Directory.Discover(FilledDatabase.Ben.Id, new RoomQuery(null, null, Page)), Rows: (3 * FilledDatabase.Rooms) + 500)
        {
            Sorted = FilledDatabase.Rooms, ReadWhole = ["rooms", "room_heads"],
        },

        ["a frequent word in a room"] = new(town => Search(town.Database).InRoom(FilledDatabase.Large, FilledDatabase.Ben.Id, new RoomSearch("words", null, 20)), Rows: 1_200) { Sorted = RoomSearchSql.WalkMax },
        ["a rare word in a room"] = new(town => Search(town.Database).InRoom(FilledDatabase.Large, FilledDatabase.Ben.Id, new RoomSearch("quillwort", null, 20)), Rows: 3_500) { Sorted = RoomSearchSql.WalkMax },
        // Each part of the room's past is looked into before one is looked through.
        ["a word that was frequent once"] = new(town => Search(town.Database).InRoom(FilledDatabase.Large, FilledDatabase.Ben.Id, new RoomSearch("yesteryear", null, 20)), Rows: 25_000) { Sorted = RoomSearchSql.WalkMax, Times = 1 },
        ["a word of each five hundredth line"] = new(town => Search(town.Database).InRoom(FilledDatabase.Large, FilledDatabase.Ben.Id, new RoomSearch("about 321", null, 20)), Rows: 5_000) { Sorted = RoomSearchSql.WalkMax, Times = 1 },
        ["a word that nobody said"] = new(town => Search(town.Database).InRoom(FilledDatabase.Large, FilledDatabase.Ben.Id, new RoomSearch("unheard", null, 20)), Rows: 3_500) { Sorted = RoomSearchSql.WalkMax, Times = 1 },
        ["two words, of which one is frequent"] = new(town => Search(town.Database).InRoom(FilledDatabase.Large, FilledDatabase.Ben.Id, new RoomSearch("words quillwort", null, 20)), Rows: 3_500) { Sorted = RoomSearchSql.WalkMax, Times = 1 },
        ["a rare word in all rooms of one who is in a thousand"] = new(town => Search(town.Database).InRooms(FilledDatabase.Ann.Id, new RoomsSearch("quillwort", null, 20)), Rows: 25_000)
        {
            Sorted = 21_000, ReadWhole = ["rooms", "room_heads"], Times = 1,
        },
        ["a frequent word in all rooms of one who is in a thousand"] = new(town => Search(town.Database).InRooms(FilledDatabase.Ann.Id, new RoomsSearch("words", null, 20)), Rows: 25_000)
        {
            Sorted = 21_000, ReadWhole = ["rooms", "room_heads"], // It is in a third of them.
        },

        ["a login"] = new(town => Accounts(town.Database, async accounts =>
        {
            var id = Guid.CreateVersion7();
            await new UserTable(accounts, TimeProvider.System).ByNameKey("person 7");
            await new UserTable(accounts, TimeProvider.System).Taken("nobody", "nobody", "nobody");
            await new SessionTable(accounts).Opened(id, new OpenSession(FilledDatabase.Ben, 0, [], null, null), DateTimeOffset.UtcNow);
            await new SessionTable(accounts).Used(id, null, DateTimeOffset.UtcNow);
            await new SessionTable(accounts).Ended(id, FilledDatabase.Ben.Id, DateTimeOffset.UtcNow);
        }), Rows: 3),
        // One-time links are few, and read whole.
        ["an account is made by invitation"] = new(town => Accounts(town.Database, async accounts =>
        {
            var (id, hash, now) = (Guid.CreateVersion7(), Guid.NewGuid().ToByteArray(), DateTimeOffset.UtcNow);
            await new PassTable(accounts).Keep(hash, PassKind.Invitation, null, now, now.AddDays(1));
            await new PassTable(accounts).Find(hash, PassKind.Invitation, now);
            await new UserTable(accounts, TimeProvider.System).Insert(new StoredUser(id, $"{id}", $"{id}", "-", now), $"{id}", $"{id}", hash);
        }), Rows: 100),
        ["a password is set by a link"] = new(town => Accounts(town.Database, async accounts =>
        {
            var (id, hash, now) = (FilledDatabase.Person(18_000 + town.Time), Guid.NewGuid().ToByteArray(), DateTimeOffset.UtcNow);
            await new PassTable(accounts).Keep(hash, PassKind.Password, id, now, now.AddDays(1));
            await new UserTable(accounts, TimeProvider.System).ResetPassword(id, 0, "-", hash, now);
        }), Rows: 100),
        ["an account is deleted"] = new(town => Accounts(town.Database, accounts => new UserTable(accounts, TimeProvider.System).Erase(FilledDatabase.Person(17_000 + town.Time), DateTimeOffset.UtcNow)), Rows: 100),
        ["who calls"] = new(town => Accounts(town.Database, accounts => new UserTable(accounts, TimeProvider.System).ById(FilledDatabase.Person(town.Time + 1))), Rows: 1),
        ["my logins"] = new(town => Accounts(town.Database, accounts => new SessionTable(accounts).Of(FilledDatabase.Ben.Id, DateTimeOffset.UtcNow)), Rows: 20),
        ["dead sessions are removed"] = new(town => Accounts(town.Database, accounts =>
            new SessionCleaner(accounts, Options.Create(new ClusterOptions { ServiceId = "s" }), TimeProvider.System, NullLogger<SessionCleaner>.Instance).RemoveSome(Cancellation)), Rows: SessionCleaner.StepRows * 2)
        {
            Times = 2,
        },
        ["a deleted room is erased"] = new(town => new RoomEraser(town.Database.Readers, TimeProvider.System, NullLogger<RoomEraser>.Instance).EraseOne(Cancellation), Rows: 100) { Times = 1 },
    };

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_looks_at_what_it_answers_and_at_little_else(string name, bool isGeneric)
    {
        var expected = Statements[name];
        await PlanLog.Tell(filled.ConnectionString, isGeneric);
        await using var database = RoomDatabase.At(filled.ConnectionString);
        var room = expected.IsSpoken ? await Activation.Of(FilledDatabase.Large, database, database.Writer()) : null; // What a room of 5,000 is loaded with is not looked at here.

        var plans = await PlanLog.Of(database, async () =>
        {
            for (var time = 0; time < expected.Times; time++) await expected.Do(new(time, database, room));
        });

        Assert.NotEmpty(plans);
        var most = (Read: plans.Max(plan => plan.RowsRead), Sorted: plans.Max(plan => plan.RowsSorted));
        TestContext.Current.SendDiagnosticMessage($"{name}, {(isGeneric ? "generic" : "custom")}: {plans.Count} statements, at most {most.Read:N0} rows read and {most.Sorted:N0} sorted");
        Assert.All(plans, plan =>
        {
            Assert.True(!plan.SeqScans.Intersect(FilledDatabase.Tables).Except(expected.ReadWhole).Any(), $"{string.Join(", ", plan.SeqScans)} from end to end: {plan}");
            Assert.True(plan.RowsRead <= expected.Rows, $"{plan.RowsRead:N0} rows: {plan}");
            Assert.True(plan.RowsSorted <= expected.Sorted, $"{plan.RowsSorted:N0} rows in order: {plan}");
        });
        if (expected.IndexOnly is { } index) Assert.Contains(plans, plan => plan.IndexOnlyScans.Contains(index));
    }

    private static async Task<Outcome<Done>> JoinAndLeave(Activation room)
    {
        var guest = new UserRef(FilledDatabase.Person(19_999), "person 19999");
        await room.Join(guest);
        return await room.Leave(guest);
    }

    private static SearchGrain Search(RoomDatabase database) => new(database.Search);

    private static async Task Accounts(RoomDatabase database, Func<AccountsDatabase, Task> work)
    {
        await using var accounts = new AccountsDatabase(database.ConnectionString);
        await work(accounts);
    }

    /// <param name="Time">How often it was done before.</param>
    private sealed record Town(int Time, RoomDatabase Database, Activation? Speaking)
    {
        public Activation Room => Speaking!;
    }

    /// <param name="Do">What is done.</param>
    /// <param name="Rows">That one statement of it may look at.</param>
    private sealed record Expected(Func<Town, Task> Do, int Rows)
    {
        /// <summary>Often enough for statements that are prepared only when they come again and again.</summary>
        public int Times { get; init; } = 6;

        /// <summary>Whether the large room's grain does it.</summary>
        public bool IsSpoken { get; init; }

        /// <summary>Rows that may be put in order.</summary>
        public int Sorted { get; init; } = 2 * (Page + 1);

        /// <summary>Tables that may be read whole.</summary>
        public string[] ReadWhole { get; init; } = [];

        /// <summary>An index that answers alone.</summary>
        public string? IndexOnly { get; init; }
    }
}

using Microsoft.Extensions.Time.Testing;
using Rostra.History;
using Rostra.Testing;
using Rostra.Users;
using Xunit;

namespace Rostra.Rooms;

/// <summary>What is removed and what stays, on a real Postgres. Time begins in the past, so that the database's clock is ahead of it.</summary>
public sealed class RoomTrimmerTests(PostgresServer postgres)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow.AddDays(-1_000));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_too_old_is_gone_with_all_that_hung_on_it_and_what_is_younger_is_there()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await database.RoomOfTwo(_time);
        var old = (await room.Post(ada, "the old one")).Value!.Message.Id;
        await room.React(alan, old, "👍", on: true);
        await room.Edit(ada, old, "the old one, edited");
        Assert.Null(await new ReportBook(database.Readers).Add(room.State.Id, old, alan.Id, "why", 10));
        _time.Advance(TimeSpan.FromDays(31));
        var young = (await room.Post(ada, "the young one")).Value!.Message.Id;
        await room.React(alan, young, "🎉", on: true);

        var removed = await database.Trimmer(_time).Pass(Cancellation);

        Assert.Equal((1, 4, 1), (removed.Messages, removed.Changes, removed.Reactions));
        Assert.Equal([young, young + 1], await database.Log(room.State.Id));
        Assert.Equal((1, 0), (await database.Rows("reactions"), await database.Rows("reports")));
        Assert.Equal(young - 1, await database.TrimmedSeq(room.State.Id));
        Assert.Equal(RefusalCode.MessageNotFound, (await database.History.Message(room.State.Id, ada.Id, old)).Refusal!.Code);
        Assert.Equal(2, await database.Ask<long>("select count(*) from rostra.members where left_seq is null"));
        Assert.Equal(0, (await database.Trimmer(_time).Pass(Cancellation)).Rows);
    }

    [Fact]
    public async Task Pages_begin_where_the_room_now_begins()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, first) = await Trimmed(database);

        async Task<(string Texts, bool HasOlder, bool HasNewer)> Page(long? before = null, long? after = null, long? around = null)
        {
            var page = (await database.History.Page(room.State.Id, ada.Id, new PageRequest(before, after, around, 2))).Value!;
            return (string.Join(' ', page.Messages.Select(message => message.Text)), page.HasOlder, page.HasNewer);
        }

        Assert.Equal(("y1 y2", true, false), await Page());
        Assert.Equal(("y0", false, true), await Page(before: first + 1));
        Assert.Equal(("", false, true), await Page(before: first));
        Assert.Equal(("", false, true), await Page(before: 4));
        Assert.Equal(("y0 y1", false, true), await Page(after: 1));
        Assert.Equal(("y0 y1", false, true), await Page(around: 4));
    }

    [Fact]
    public async Task Who_comes_back_from_before_the_beginning_is_told_to_load_the_room_again_and_nobody_else_is()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, first) = await Trimmed(database);

        for (var after = 0; after < first - 1; after++)
        {
            Assert.True((await database.History.Changes(room.State.Id, ada.Id, after, 500)).Value!.Reset);
            Assert.True((await database.History.ChangesForGateway(room.State.Id, after, 500)).Reset);
        }

        var changes = (await database.History.Changes(room.State.Id, ada.Id, first - 1, 500)).Value!;
        Assert.Null(changes.Reset);
        Assert.Equal([first, first + 1, first + 2], changes.Events!.Value.Select(happened => happened.Seq));
    }

    [Fact]
    public async Task What_is_unread_is_what_is_there_also_for_whoever_has_read_less_than_was_removed()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await database.RoomOfTwo(_time);
        for (var i = 0; i < 5; i++)
        {
            await room.Post(ada, $"old {i}");
        }
        Assert.Equal(5, (await database.Directory.Room(room.State.Id, alan.Id)).Value!.Unread);
        _time.Advance(TimeSpan.FromDays(31));
        await room.Post(ada, "young");

        await database.Trimmer(_time).Pass(Cancellation);

        var mine = (await database.Directory.Room(room.State.Id, alan.Id)).Value!;
        Assert.Equal((2, 1, 7), (mine.ReadSeq, mine.Unread, mine.TrimmedSeq));
    }

    [Fact]
    public async Task A_room_keeps_what_its_owner_says_where_that_is_shorter_and_all_where_nobody_says_anything()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (shorter, ada, _) = await database.RoomOfTwo(_time);
        var (longer, ken, _) = await database.RoomOfTwo(_time);
        var (plain, grace, _) = await database.RoomOfTwo(_time);
        await shorter.Keep(ada, 7);
        await longer.Keep(ken, 365);
        foreach (var (room, by) in new[] { (shorter, ada), (longer, ken), (plain, grace) })
        {
            await room.Post(by, "said");
        }

        async Task<long[]> Left(int keepDays)
        {
            await database.Trimmer(_time, keepDays).Pass(Cancellation);
            return [.. await Task.WhenAll(new[] { shorter, longer, plain }.Select(async room => await database.Ask<long>("select count(*) from rostra.messages where room_id = $1", room.State.Id)))];
        }

        _time.Advance(TimeSpan.FromDays(8));
        Assert.Equal<long[]>([0, 1, 1], await Left(0));
        _time.Advance(TimeSpan.FromDays(23));
        Assert.Equal<long[]>([0, 0, 0], await Left(30));
        Assert.Equal((7, 365, null), (shorter.State.View().KeepDays, longer.State.View().KeepDays, plain.State.View().KeepDays));
    }

    [Fact]
    public async Task A_clock_that_runs_ahead_removes_nothing_that_the_database_takes_for_young()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var today = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var (room, ada, _) = await database.RoomOfTwo(today);
        await room.Post(ada, "said today");

        today.Advance(TimeSpan.FromDays(100));
        Assert.Equal(0, (await database.Trimmer(today).Pass(Cancellation)).Rows);
    }

    [Fact]
    public async Task What_bears_an_old_time_behind_something_young_stays_as_long_as_that()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, _) = await database.RoomOfTwo(_time);
        await room.Post(ada, "old");
        _time.Advance(TimeSpan.FromDays(31));
        var young = (await room.Post(ada, "young")).Value!.Message.Id;
        var imported = (await room.Post(ada, "imported")).Value!.Message.Id;
        await database.Ask<object>("update rostra.messages set sent_at = '2004-11-15' where id = $1 returning 0", imported);

        await database.Trimmer(_time).Pass(Cancellation);

        Assert.Equal([young, imported], await database.Log(room.State.Id));
    }

    [Fact]
    public async Task The_audit_and_the_bans_stay()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await database.RoomOfTwo(_time);
        var said = (await room.Post(alan, "spam")).Value!.Message.Id;
        await room.Delete(ada, said);
        await room.Ban(ada, alan.Id, "spam");
        _time.Advance(TimeSpan.FromDays(31));

        await database.Trimmer(_time).Pass(Cancellation);

        Assert.Equal([4, 5], await database.Log(room.State.Id));
        Assert.Equal(5, await database.TrimmedSeq(room.State.Id));
        Assert.Equal(RefusalCode.Banned, (await (await Activation.Of(room.State.Id, database, database.Writer())).Join(alan)).Refusal!.Code);
        var acts = await new Storage.Snapshot(database.Readers).Read([ModerationSql.Acts(room.State.Id, long.MaxValue, 10)], async reader =>
        {
            List<Act> read = [];
            while (await reader.ReadAsync(Cancellation))
            {
                read.Add(ModerationSql.ReadAct(reader));
            }
            return read;
        }, Cancellation);
        Assert.Equal([(ActKind.Banned, alan.Id), (ActKind.MessageDeleted, (Guid?)null)], acts.Select(act => (act.Kind, act.User?.Id)));
    }

    [Fact]
    public async Task A_deleted_room_is_left_to_those_who_erase_it()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, _) = await database.RoomOfTwo(_time);
        await room.Post(ada, "old");
        await room.End(ada);
        _time.Advance(TimeSpan.FromDays(31));

        Assert.Equal(0, (await database.Trimmer(_time).Pass(Cancellation)).Rows);
    }

    /// <summary>A room of which five entries have been removed, and three messages are left.</summary>
    private async Task<(Activation Room, UserRef Ada, long First)> Trimmed(RoomDatabase database)
    {
        var (room, ada, _) = await database.RoomOfTwo(_time);
        for (var i = 0; i < 3; i++)
        {
            await room.Post(ada, $"o{i}");
        }
        _time.Advance(TimeSpan.FromDays(31));
        for (var i = 0; i < 3; i++)
        {
            await room.Post(ada, $"y{i}");
        }
        await database.Trimmer(_time).Pass(Cancellation);
        return (room, ada, First: 6);
    }
}

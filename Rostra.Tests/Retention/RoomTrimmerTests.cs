using Microsoft.Extensions.Time.Testing;
using Npgsql;
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
        var (room, ada, alan) = await Room(database);
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
        var (room, ada, alan) = await Room(database);
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
        var (shorter, ada, _) = await Room(database);
        var (longer, ken, _) = await Room(database);
        var (plain, grace, _) = await Room(database);
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
        var (room, ada, _) = await Room(database, today);
        await room.Post(ada, "said today");

        today.Advance(TimeSpan.FromDays(100));
        Assert.Equal(0, (await database.Trimmer(today).Pass(Cancellation)).Rows);
    }

    [Fact]
    public async Task What_bears_an_old_time_behind_something_young_stays_as_long_as_that()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, _) = await Room(database);
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
        var (room, ada, alan) = await Room(database);
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
    public async Task An_activation_that_still_remembers_what_was_removed_changes_nothing_of_it()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await Room(database);
        var old = (await room.Post(ada, "old")).Value!.Message.Id;
        _time.Advance(TimeSpan.FromDays(31));
        await database.Trimmer(_time).Pass(Cancellation);

        Assert.Equal(RefusalCode.Moved, (await room.React(alan, old, "👍", on: true)).Refusal!.Code);

        Assert.True(room.IsOvertaken);
        Assert.Equal(0, await database.Rows("reactions"));
        var next = await Activation.Of(room.State.Id, database, database.Writer(), time: _time);
        Assert.Equal(RefusalCode.MessageNotFound, (await next.React(alan, old, "👍", on: true)).Refusal!.Code);
        Assert.Equal(4, (await next.Post(ada, "on we go")).Value!.Message.Id);
    }

    [Fact]
    public async Task An_activation_that_remembers_it_goes_on_with_what_is_new()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await Room(database);
        await room.Post(ada, "old");
        _time.Advance(TimeSpan.FromDays(31));
        await database.Trimmer(_time).Pass(Cancellation);

        var posted = (await room.Post(ada, "new")).Value!.Message.Id;
        Assert.Null((await room.React(alan, posted, "👍", on: true)).Refusal);
        Assert.False(room.IsOvertaken);

        await database.Tell(room);
        Assert.Equal([posted], room.State.Recent.Newest(10)!.Select(message => message.Id));
        Assert.False(room.State.Recent.HasOlder);
        Assert.Equal(3, room.State.View().TrimmedSeq);
    }

    [Fact]
    public async Task Ended_between_two_batches_it_leaves_a_whole_room_and_the_next_one_goes_on()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, _) = await Room(database);
        for (var i = 0; i < 20; i++)
        {
            await room.Post(ada, $"old {i}");
        }
        _time.Advance(TimeSpan.FromDays(31));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var pausing = new PausingTime(_time);

        var pass = database.Trimmer(pausing, batch: 6, pause: TimeSpan.FromHours(1)).Pass(ending.Token);
        await pausing.Paused;

        Assert.Equal(6, await database.TrimmedSeq(room.State.Id));
        Assert.Equal(Enumerable.Range(7, 16).Select(seq => (long)seq), await database.Log(room.State.Id));
        Assert.Equal(0, (await database.Trimmer(_time).Pass(Cancellation)).Rows); // Another silo's: one at a time.
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pass);

        Assert.Equal(16, (await database.Trimmer(new PatientTime(_time), batch: 6).Pass(Cancellation)).Messages);
        Assert.Empty(await database.Log(room.State.Id));
        Assert.Equal(22, await database.TrimmedSeq(room.State.Id));
        Assert.Equal(23, (await room.Post(ada, "the first of a new history")).Value!.Message.Id);
    }

    [Fact]
    public async Task A_room_whose_head_somebody_holds_is_left_for_the_next_pass()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, _) = await Room(database);
        await room.Post(ada, "old");
        _time.Advance(TimeSpan.FromDays(31));
        await using var holder = await database.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await holder.BeginTransactionAsync(Cancellation);
        await using var hold = new NpgsqlCommand("select from rostra.room_heads for no key update", holder, transaction);
        await hold.ExecuteNonQueryAsync(Cancellation);

        Assert.Equal(0, (await database.Trimmer(new PatientTime(_time)).Pass(Cancellation)).Rows);

        await transaction.RollbackAsync(Cancellation);
        Assert.Equal(1, (await database.Trimmer(_time).Pass(Cancellation)).Messages);
    }

    [Fact]
    public async Task A_deleted_room_is_left_to_those_who_erase_it()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, _) = await Room(database);
        await room.Post(ada, "old");
        await room.End(ada);
        _time.Advance(TimeSpan.FromDays(31));

        Assert.Equal(0, (await database.Trimmer(_time).Pass(Cancellation)).Rows);
    }

    [Fact]
    public async Task While_people_speak_no_message_of_theirs_is_lost_or_takes_a_place_twice()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, _) = await Room(database);
        for (var i = 0; i < 300; i++)
        {
            await room.Post(ada, $"old {i}");
        }
        _time.Advance(TimeSpan.FromDays(31));

        var speaking = Task.Run(async () =>
        {
            var ids = new List<long>();
            for (var i = 0; i < 100; i++)
            {
                ids.Add((await room.Post(ada, $"new {i}")).Value!.Message.Id);
            }
            return ids;
        }, Cancellation);
        await database.Trimmer(new PatientTime(_time), batch: 10).Pass(Cancellation);
        await database.Trimmer(new PatientTime(_time), batch: 10).Pass(Cancellation);
        var said = await speaking;

        Assert.Equal(Enumerable.Range(303, 100).Select(seq => (long)seq), said);
        Assert.Equal(said, await database.Log(room.State.Id));
        Assert.Equal(302, await database.TrimmedSeq(room.State.Id));
    }

    private async Task<(Activation Room, UserRef Ada, UserRef Alan)> Room(RoomDatabase database, TimeProvider? time = null)
    {
        var (ada, alan) = (await database.Person(), await database.Person());
        var room = await Activation.New(database, database.Writer(), ada, time: time ?? _time);
        await room.Join(alan);
        return (room, ada, alan);
    }

    /// <summary>A room of which five entries have been removed, and three messages are left.</summary>
    private async Task<(Activation Room, UserRef Ada, long First)> Trimmed(RoomDatabase database)
    {
        var (room, ada, _) = await Room(database);
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

    /// <summary>Whoever waits by it waits for good, and is seen to.</summary>
    private sealed class PausingTime(TimeProvider time) : TimeProvider
    {
        private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Paused => _paused.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _paused.TrySetResult();
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Another day, with real waits.</summary>
    private sealed class PatientTime(TimeProvider time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();
    }
}

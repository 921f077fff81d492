using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Rostra.Testing;
using Xunit;

namespace Rostra.Rooms;

/// <summary>What is removed while something else goes on: people speak, an activation remembers, a silo ends. On a real Postgres.</summary>
public sealed class TrimmingMeanwhileTests(PostgresServer postgres)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow.AddDays(-1_000));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_activation_that_still_remembers_what_was_removed_changes_nothing_of_it()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await database.RoomOfTwo(_time);
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
        var (room, ada, alan) = await database.RoomOfTwo(_time);
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
        var (room, ada, _) = await database.RoomOfTwo(_time);
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
        var (room, ada, _) = await database.RoomOfTwo(_time);
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
    public async Task While_people_speak_no_message_of_theirs_is_lost_or_takes_a_place_twice()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, _) = await database.RoomOfTwo(_time);
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

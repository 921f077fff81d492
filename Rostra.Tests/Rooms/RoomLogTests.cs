using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Rostra.Rooms.Log;
using Rostra.Testing;
using Xunit;

namespace Rostra.Rooms;

/// <summary>The writer and the fence on a real Postgres.</summary>
public sealed class RoomLogTests(PostgresServer postgres)
{
    [Fact, Trait("Fault", "F17")]
    public async Task Two_activations_that_fight_over_a_room_leave_one_log_without_a_hole_or_a_double()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (one, other) = (database.Writer(), database.Writer());
        var ada = await database.Person();
        var roomId = (await Activation.New(database, one, ada)).State.Id;
        var overtaken = 0;

        async Task<List<long>> Speak(RoomLogWriter silo, string name)
        {
            var activation = await Activation.Of(roomId, database, silo);
            var ids = new List<long>();
            for (var i = 0; i < 150;)
            {
                var clientId = Guid.CreateVersion7();
                var posted = await activation.Post(ada, $"{name} {i}", clientId);
                while (posted.Refusal?.Code == RefusalCode.Moved)
                {
                    Interlocked.Increment(ref overtaken);
                    activation = await Activation.Of(roomId, database, silo);
                    posted = await activation.Post(ada, $"{name} {i}", clientId);
                }
                ids.Add(posted.Value!.Message.Id);
                i++;
            }
            return ids;
        }

        var ids = await Task.WhenAll(Speak(one, "one"), Speak(other, "other"));

        Assert.Equal(Enumerable.Range(1, 301).Select(seq => (long)seq), await database.Log(roomId));
        Assert.Equal(Enumerable.Range(2, 300).Select(seq => (long)seq), ids.SelectMany(id => id).Order());
        Assert.All(ids, mine => Assert.Equal(mine.Order(), mine));
        Assert.True(overtaken > 0, "they never met");
    }

    [Fact, Trait("Fault", "F11")]
    public async Task An_answer_that_is_lost_changes_nothing_for_anybody()
    {
        await using var database = await RoomDatabase.Create(postgres);
        await using var proxy = TcpProxy.To(database.ConnectionString);
        var writer = database.Writer(proxy.Port);
        var ada = await database.Person();
        var room = await Activation.New(database, writer, ada);

        for (var i = 0; i < 40; i++)
        {
            if (i % 4 == 3)
            {
                proxy.LoseAnswers(1 + (i % 3));
            }
            var posted = await room.Post(ada, $"{i}");
            Assert.Equal(i + 2, posted.Value!.Message.Id);
            Assert.False(posted.Value.Duplicate);
        }

        Assert.True(proxy.Lost >= 10, $"only {proxy.Lost} answers were lost");
        Assert.Equal(Enumerable.Range(1, 41).Select(seq => (long)seq), await database.Log(room.State.Id));
    }

    [Fact, Trait("Fault", "F1")]
    public async Task A_writer_that_stops_in_the_middle_leaves_every_acknowledged_message_and_no_other_twice()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var ada = await database.Person();
        var failing = database.Writer();
        var rooms = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Activation.New(database, failing, ada)));
        var sent = rooms.SelectMany(room => Enumerable.Range(0, 40).Select(i => (Room: room, ClientId: Guid.CreateVersion7(), Text: $"{i}"))).ToList();
        var acknowledged = new System.Collections.Concurrent.ConcurrentDictionary<Guid, long>();

        var speaking = rooms.Select(async room =>
        {
            foreach (var message in sent.Where(one => one.Room == room))
            {
                acknowledged[message.ClientId] = (await room.Post(ada, message.Text, message.ClientId)).Value!.Message.Id;
                if (acknowledged.Count == 60)
                {
                    await failing.DisposeAsync();
                }
            }
        }).ToList();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(speaking));

        var next = database.Writer();
        foreach (var room in rooms)
        {
            var anew = await Activation.Of(room.State.Id, database, next);
            foreach (var message in sent.Where(one => one.Room == room))
            {
                var posted = await anew.Post(ada, message.Text, message.ClientId);
                Assert.Equal(acknowledged.GetValueOrDefault(message.ClientId, posted.Value!.Message.Id), posted.Value.Message.Id);
            }
            Assert.Equal(Enumerable.Range(1, 41).Select(seq => (long)seq), await database.Log(room.State.Id));
        }
    }

    [Fact, Trait("Fault", "F7")]
    public async Task A_frozen_transaction_holds_up_its_own_room_and_no_other()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var time = new FakeTimeProvider();
        var writer = database.Writer(time: time);
        var ada = await database.Person();
        var (held, free) = (await Activation.New(database, writer, ada), await Activation.New(database, writer, ada));
        await using var frozen = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await frozen.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new NpgsqlCommand("select from rostra.room_heads where room_id = $1 for update", frozen, transaction))
        {
            hold.Parameters.AddWithValue(held.State.Id);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var waiting = held.Post(ada, "behind the lock");
        Assert.Equal(2, (await free.Post(ada, "free")).Value!.Message.Id);
        Assert.Equal(3, (await free.Post(ada, "free")).Value!.Message.Id);
        Assert.False(waiting.IsCompleted);

        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        await Advance(time, waiting);
        Assert.Equal(2, (await waiting).Value!.Message.Id);
    }

    [Fact]
    public async Task A_room_that_stays_locked_is_busy_and_nothing_of_it_is_kept()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var time = new FakeTimeProvider();
        var writer = database.Writer(time: time);
        var ada = await database.Person();
        var room = await Activation.New(database, writer, ada);
        await using var frozen = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await frozen.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new NpgsqlCommand("select from rostra.room_heads where room_id = $1 for update", frozen, transaction))
        {
            hold.Parameters.AddWithValue(room.State.Id);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var waiting = room.Post(ada, "never");
        await Advance(time, waiting);

        Assert.Equal(RefusalCode.Busy, (await waiting).Refusal!.Code);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, (await room.Post(ada, "later")).Value!.Message.Id);
    }

    [Fact]
    public async Task One_poisoned_message_is_refused_alone_among_five_hundred()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var writer = database.Writer();
        var ada = await database.Person();
        var (room, other) = (await Activation.New(database, writer, ada), await Activation.New(database, writer, ada));
        await using var poison = database.Source.CreateCommand("alter table rostra.messages add constraint poison check (text <> 'poison')");
        await poison.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var commands = Enumerable.Range(0, 501).Select(i => Activation.Posting(ada, i == 317 ? "poison" : $"good {i}")).ToList();

        await Task.WhenAll(room.Settle([.. commands]), other.Post(ada, "in another room"));

        var answers = await Task.WhenAll(commands.Select(command => command.Answered));
        Assert.Equal(RefusalCode.Invalid, answers[317].Refusal!.Code);
        Assert.Equal(
            Enumerable.Range(2, 500).Select(id => (long)id),
            answers.Where(answer => !answer.IsRefused).Select(answer => answer.Value!.Message.Id));
        Assert.Equal(501, (await database.Log(room.State.Id)).Count);
    }

    [Fact, Trait("Fault", "F11")]
    public async Task A_commit_sent_twice_is_kept_once()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (one, other) = (database.Writer(), database.Writer());
        var ada = await database.Person();
        var room = await Activation.New(database, one, ada);
        var commit = new RoomCommit(room.State.Id, Guid.NewGuid(), 1, 2, DateTimeOffset.UnixEpoch, 1)
        {
            Posted = [new MessageRow(2, Guid.NewGuid(), ada.Id, "once", DateTimeOffset.UnixEpoch, null, null, 2)],
        };

        Assert.IsType<CommitOutcome.Kept>(await one.Append(commit));
        Assert.IsType<CommitOutcome.Kept>(await other.Append(commit));
        Assert.Equal(new CommitOutcome.Stale(2), await other.Append(commit with { CommitId = Guid.NewGuid() }));

        Assert.Equal([1, 2], await database.Log(room.State.Id));
    }

    [Fact]
    public async Task Many_rooms_share_a_transaction()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var writer = database.Writer();
        var ada = await database.Person();
        var rooms = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Activation.New(database, writer, ada)));

        await Task.WhenAll(rooms.Select(room => room.Post(ada, "all at once")));

        // The first goes alone; what gathers meanwhile goes together.
        var transactions = await database.Ask<long>("select count(distinct xmin::text) from rostra.messages");
        Assert.InRange(transactions, 1, 25);
    }

    // The writer waits by the clock, at a moment the test cannot see: time goes on in steps until it has what it waits for.
    private static async Task Advance(FakeTimeProvider time, Task until)
    {
        while (!until.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }
}

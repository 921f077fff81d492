using Rostra.Messages;
using Rostra.Rooms;
using Rostra.Testing;
using Xunit;

namespace Rostra.Faults;

/// <summary>A room that lives on two silos at once, each of which believes the other dead: the log alone keeps them in order.</summary>
[Trait("Set", "short"), Trait("Fault", "F17")]
public sealed class SecondActivationTests(PostgresServer postgres)
{
    private const int Overtaken = 1001;

    [Fact]
    public async Task The_one_that_lags_behind_writes_nothing_says_so_and_is_gone()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 2);
        var ada = await rostra.User("ada");
        var room = await rostra.NewRoom(ada);
        var lonely = await rostra.ForceSecondActivation(room.Id);
        var home = rostra.Silos.Single(silo => silo != lonely);
        await room.At(home.Grains).Says(ada, "here");

        var late = Assert.Single(await lonely.Grains.Room(room.Id).Post([new PostMessage(ada, Guid.CreateVersion7(), "there, too late")]));

        Assert.Equal(RefusalCode.Moved, late.Refusal?.Code);
        await rostra.Log.Says(Overtaken, room.Id.ToString());
        Assert.Equal(3, (await room.At(lonely.Grains).Says(ada, "there, anew")).Value!.Message.Id);
        Assert.Equal(new long[] { 1, 2, 3 }, await rostra.LogOf(room.Id));
    }

    [Fact]
    public async Task However_their_commits_are_interleaved_there_is_one_log_and_every_ack_holds()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 2);
        var (ada, alan) = (await rostra.User("ada"), await rostra.User("alan"));
        var room = await rostra.NewRoom(ada);
        await room.Joins(alan);
        var lonely = await rostra.ForceSecondActivation(room.Id);
        var home = rostra.Silos.Single(silo => silo != lonely);
        var order = new Random(17);

        var acked = new List<(Guid Name, long Id)>();
        for (var round = 0; round < 40; round++)
        {
            // Both have decided, against the same head, before either commits; then the dice say who is first.
            var (first, second) = order.Next(2) == 0 ? (home, lonely) : (lonely, home);
            first.Storage.Hold();
            second.Storage.Hold();
            var names = (First: Guid.CreateVersion7(), Second: Guid.CreateVersion7());
            var one = room.At(first.Grains).Says(ada, "one", names.First);
            var other = room.At(second.Grains).Says(alan, "other", names.Second);
            await Task.WhenAll(first.Storage.Held(), second.Storage.Held());
            first.Storage.Release();
            if (order.Next(2) == 0)
            {
                await one;
            }

            second.Storage.Release();
            acked.Add((names.First, (await one).Value!.Message.Id));
            acked.Add((names.Second, (await other).Value!.Message.Id));
        }

        Assert.Equal(Enumerable.Range(1, 82).Select(seq => (long)seq), await rostra.LogOf(room.Id));
        foreach (var (name, id) in acked)
        {
            Assert.Equal(id, await rostra.Ask<long>("select id from rostra.messages where room_id = $1 and client_id = $2", room.Id, name));
        }

        Assert.Contains(rostra.Log.Lines, line => line.Id.Id == Overtaken);
    }

    [Fact, Trait("Fault", "F27")]
    public async Task Who_was_removed_here_can_say_nothing_there()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 2);
        var (ada, eve) = (await rostra.User("ada"), await rostra.User("eve"));
        var room = await rostra.NewRoom(ada);
        await room.Joins(eve);
        var lonely = await rostra.ForceSecondActivation(room.Id);
        var home = rostra.Silos.Single(silo => silo != lonely);
        Assert.Null((await home.Grains.Room(room.Id).Leave(new RoomCommand(eve))).Refusal);

        var said = await room.At(lonely.Grains).Says(eve, "I am still here"); // There she is a member, as far as memory goes.

        Assert.Equal(RefusalCode.NotMember, said.Refusal?.Code);
        Assert.Equal(0L, await rostra.Ask<long>("select count(*) from rostra.messages where room_id = $1", room.Id));
    }
}

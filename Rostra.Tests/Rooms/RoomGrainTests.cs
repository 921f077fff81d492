using Rostra.Messages;
using Rostra.Realtime;
using Rostra.Testing;
using Xunit;

namespace Rostra.Rooms;

public sealed class RoomGrainTests(PostgresServer postgres)
{
    [Fact]
    public async Task Messages_take_consecutive_places_however_many_speak_at_once()
    {
        await using var cluster = await RostraCluster.Start(postgres);
        var (ada, alan) = (await cluster.User("ada"), await cluster.User("alan"));
        var room = await cluster.NewRoom(ada);
        await room.Joins(alan);

        var posted = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => room.Says(i % 2 == 0 ? ada : alan, $"{i}")));

        Assert.Equal(Enumerable.Range(3, 100).Select(place => (long)place), posted.Select(outcome => outcome.Value!.Message.Id).Order());
    }

    [Fact, Trait("Fault", "F1")]
    public async Task A_room_goes_on_counting_after_its_silo_dies_and_a_repeat_is_still_the_same_message()
    {
        await using var cluster = await RostraCluster.Start(postgres, silos: 3);
        var ada = await cluster.User("ada");
        var room = await cluster.NewRoom(ada);
        var name = Guid.CreateVersion7();
        await room.Says(ada, "before", name);

        await cluster.KillSiloOf(room);

        var again = await room.Says(ada, "before, in other words", name);
        Assert.Equal((2, "before", true), (again.Value!.Message.Id, again.Value.Message.Text, again.Value.Duplicate));
        Assert.Equal(3, (await room.Says(ada, "after")).Value!.Message.Id);
    }

    [Fact]
    public async Task A_gateway_hears_every_change_in_order_and_who_is_no_member()
    {
        await using var cluster = await RostraCluster.Start(postgres);
        var (ada, ken) = (await cluster.User("ada"), await cluster.User("ken"));
        var room = await cluster.NewRoom(ada);
        var gateway = new RecordingGateway();
        var lease = new GatewayLease(Guid.NewGuid(), cluster.Observe<IGatewayObserver>(gateway));

        var position = await cluster.Grains.Room(room.Id).Attach(lease, [ada.Id, ken.Id], PresenceReport.Empty);
        Assert.Equal(1, position.Head);
        Assert.Equal([ken.Id], position.NotMembers);

        await room.Joins(ken);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => room.Says(i % 2 == 0 ? ada : ken, $"{i}")));
        await room.Leaves(ken);

        var heard = await gateway.HeardUpTo(room.Id, 23);
        Assert.Equal(Enumerable.Range(2, 22).Select(seq => (long)seq), heard.SelectMany(batch => batch.Events).Select(happened => happened.Seq));
        Assert.All(heard.Zip(heard.Skip(1)), pair => Assert.Equal(pair.First.UpTo, pair.Second.After));
        Assert.Equal(2, heard[0].Room!.MemberCount);
        Assert.Equal(23, (await cluster.Grains.Room(room.Id).Renew(lease.GatewayId, PresenceReport.Empty))!.Head);
        Assert.Null(await cluster.Grains.Room(room.Id).Renew(Guid.NewGuid(), PresenceReport.Empty));
    }

    [Fact, Trait("Fault", "F28")]
    public async Task A_deleted_room_is_gone_for_everybody_and_what_was_said_is_erased()
    {
        await using var cluster = await RostraCluster.Start(postgres);
        var (ada, ken) = (await cluster.User("ada"), await cluster.User("ken"));
        var room = await cluster.NewRoom(ada);
        await room.Joins(ken);
        await room.Says(ken, "soon gone");
        var name = (await cluster.Grains.Directory().Room(room.Id, ada.Id)).Value!.Name;

        Assert.Equal(RefusalCode.NotOwner, (await cluster.Grains.Room(room.Id).Delete(new RoomCommand(ken))).Refusal!.Code);
        Assert.Null((await cluster.Grains.Room(room.Id).Delete(new RoomCommand(ada))).Refusal);

        Assert.Equal(RefusalCode.RoomNotFound, (await room.Says(ken, "too late")).Refusal!.Code);
        Assert.Empty((await cluster.Grains.Directory().RoomsOf(ken.Id)).Rooms);
        Assert.Null((await cluster.Grains.User(ken.Id).CreateRoom(new CreateRoom(ken, Guid.NewGuid(), name, null))).Refusal);
        var revived = await cluster.Grains.User(ada.Id).CreateRoom(new CreateRoom(ada, room.Id, "another name", null));
        Assert.Equal(RefusalCode.Invalid, revived.Refusal!.Code);
        Assert.True((await cluster.Grains.History().ChangesForGateway(room.Id, 3, 100)).Deleted);
    }

    [Fact]
    public async Task A_room_of_the_same_maker_and_id_is_the_same_room_and_names_are_unique()
    {
        await using var cluster = await RostraCluster.Start(postgres);
        var (ada, ken) = (await cluster.User("ada"), await cluster.User("ken"));
        var create = new CreateRoom(ada, Guid.NewGuid(), "  Tea  Room ", "for tea");

        var first = await cluster.Grains.User(ada.Id).CreateRoom(create);
        var second = await cluster.Grains.User(ada.Id).CreateRoom(create);
        var others = await cluster.Grains.User(ken.Id).CreateRoom(create with { By = ken });
        var sameName = await cluster.Grains.User(ken.Id).CreateRoom(new CreateRoom(ken, Guid.NewGuid(), "tea room", null));

        Assert.False(first.Value!.Existed);
        Assert.True(second.Value!.Existed);
        Assert.Equal(first.Value.Room, second.Value.Room);
        Assert.Equal(RefusalCode.Invalid, others.Refusal!.Code);
        Assert.Equal(RefusalCode.RoomNameTaken, sameName.Refusal!.Code);
    }

    [Fact]
    public async Task Nobody_is_in_more_rooms_than_the_limit()
    {
        await using var cluster = await RostraCluster.Start(postgres, setup: setup => setup.Settings = new Dictionary<string, string?> { ["Rostra:Limits:RoomsMax"] = "2" });
        var (ada, ken) = (await cluster.User("ada"), await cluster.User("ken"));
        var rooms = new[] { await cluster.NewRoom(ada), await cluster.NewRoom(ada) };
        var third = await cluster.NewRoom(ken);

        var answers = await Task.WhenAll(
            cluster.Grains.User(ada.Id).JoinRoom(third.Id, new RoomCommand(ada)),
            cluster.Grains.User(ada.Id).JoinRoom(rooms[0].Id, new RoomCommand(ada)),
            cluster.Grains.User(ada.Id).JoinRoom(Guid.NewGuid(), new RoomCommand(ada)));

        Assert.Equal([RefusalCode.RoomLimit, RefusalCode.AlreadyMember, RefusalCode.RoomNotFound], answers.Select(answer => answer.Refusal!.Code));
    }

    [Fact]
    public async Task Whoever_joins_has_read_what_was_before_and_unread_counts_what_others_say_after()
    {
        await using var cluster = await RostraCluster.Start(postgres);
        var (ada, ken) = (await cluster.User("ada"), await cluster.User("ken"));
        var room = await cluster.NewRoom(ada);
        await room.Says(ada, "before");
        var joined = await room.Joins(ken);
        await room.Says(ada, "one");
        var deleted = (await room.Says(ada, "two, deleted")).Value!.Message;
        await cluster.Grains.Room(room.Id).DeleteMessage(new DeleteMessage(ada, deleted.Id));

        var seen = Assert.Single((await cluster.Grains.Directory().RoomsOf(ken.Id)).Rooms);
        Assert.Equal((3, 3, 0), (joined.LastSeq, joined.ReadSeq!.Value, joined.Unread!.Value));
        Assert.Equal((3, 1, 6), (seen.ReadSeq!.Value, seen.Unread!.Value, seen.LastSeq));

        await room.Says(ken, "an answer");
        seen = Assert.Single((await cluster.Grains.Directory().RoomsOf(ken.Id)).Rooms);
        Assert.Equal((7, 0), (seen.ReadSeq!.Value, seen.Unread!.Value));
    }

    [Fact, Trait("Fault", "F17")]
    public async Task A_room_that_was_overtaken_lets_its_listeners_go_also_when_nobody_speaks()
    {
        await using var cluster = await RostraCluster.Start(postgres, setup: setup => setup.Settings = new Dictionary<string, string?> { ["Rostra:Limits:HeadCheckEvery"] = "00:00:00.05" });
        var ada = await cluster.User("ada");
        var room = await cluster.NewRoom(ada);
        var gateway = new RecordingGateway();
        var lease = new GatewayLease(Guid.NewGuid(), cluster.Observe<IGatewayObserver>(gateway));
        var stale = await cluster.Grains.Room(room.Id).Attach(lease, [], PresenceReport.Empty);

        // As another activation would, in a part of the cluster that this silo does not see.
        await cluster.Ask<int>("""
            with head as (update rostra.room_heads set last_seq = 2, last_commit = gen_random_uuid() where room_id = $1),
            said as (insert into rostra.messages (room_id, id, client_id, author_id, text, sent_at, changed_seq) values ($1, 2, gen_random_uuid(), $2, 'elsewhere', now(), 2))
            select 1
            """, room.Id, ada.Id);

        var farewell = await gateway.Detached(room.Id);
        Assert.Equal(stale.Activation, farewell.Activation);
        var position = await cluster.Grains.Room(room.Id).Attach(lease, [], PresenceReport.Empty);
        Assert.NotEqual(stale.Activation, position.Activation);
        Assert.Equal(2, position.Head);
    }
}

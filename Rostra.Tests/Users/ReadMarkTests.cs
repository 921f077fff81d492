using System.Collections.Immutable;
using Rostra.Messages;
using Rostra.Realtime;
using Rostra.Rooms;
using Rostra.Testing;
using Xunit;

namespace Rostra.Users;

[Trait("Set", "slow")]
public sealed class ReadMarkTests(PostgresServer postgres) : IAsyncLifetime
{
    private RostraCluster _chat = null!;
    private UserRef _ada = null!;
    private UserRef _alan = null!;
    private TestRoom _room = null!;

    public async ValueTask InitializeAsync()
    {
        _chat = await RostraCluster.Start(postgres);
        (_ada, _alan) = (await _chat.User("ada"), await _chat.User("alan"));
        _room = await _chat.NewRoom(_ada);
        await _room.Joins(_alan);
    }

    public async ValueTask DisposeAsync()
    {
        await _chat.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_mark_rises_up_to_the_head_and_never_falls()
    {
        await Say(_ada, 4); // 3 to 6

        Assert.Equal(new ReadMark(4, 2), await Mark(_alan, 4));
        Assert.Equal(new ReadMark(4, 2), await Mark(_alan, 1));
        Assert.Equal(new ReadMark(6, 0), await Mark(_alan, 9_000));
        await Say(_ada, 1);
        Assert.Equal(new ReadMark(6, 1), await Mark(_alan, 0));
        Assert.Equal(6, await _chat.Ask<long>("select seq from rostra.read_marks where user_id = $1 and room_id = $2", _alan.Id, _room.Id));
    }

    [Fact]
    public async Task What_I_say_is_read_and_what_is_deleted_is_not_unread()
    {
        await Say(_ada, 3); // 3 to 5
        await _chat.Grains.Room(_room.Id).DeleteMessage(new DeleteMessage(_ada, 4)); // 6
        Assert.Equal(new ReadMark(2, 2), await Mark(_alan, 0));

        await Say(_alan, 1); // 7
        Assert.Equal(new ReadMark(7, 0), await Mark(_alan, 3));
        await Say(_ada, 1); // 8
        Assert.Equal(new ReadMark(7, 1), await Mark(_alan, 3));
    }

    [Fact]
    public async Task No_more_than_a_hundred_are_counted()
    {
        await Say(_ada, 120);

        Assert.Equal(new ReadMark(2, 100), await Mark(_alan, 0));
        Assert.Equal(new ReadMark(23, 99), await Mark(_alan, 23));
    }

    [Fact]
    public async Task Who_comes_back_starts_at_their_joining()
    {
        await Say(_ada, 5); // 3 to 7
        await _room.Leaves(_alan); // 8
        await Say(_ada, 2); // 9, 10

        Assert.Equal(RefusalCode.NotMember, (await _chat.Grains.User(_alan.Id).MarkRead(_room.Id, 5)).Refusal?.Code);
        await _room.Joins(_alan); // 11
        Assert.Equal(new ReadMark(11, 0), await Mark(_alan, 0));
    }

    [Fact]
    public async Task There_is_nothing_to_mark_where_I_am_not()
    {
        Assert.Equal(RefusalCode.RoomNotFound, (await _chat.Grains.User(_ada.Id).MarkRead(Guid.NewGuid(), 1)).Refusal?.Code);
        await _chat.Grains.Room(_room.Id).Delete(new RoomCommand(_ada));
        Assert.Equal(RefusalCode.RoomNotFound, (await _chat.Grains.User(_ada.Id).MarkRead(_room.Id, 1)).Refusal?.Code);
    }

    [Fact]
    public async Task Marks_at_once_of_many_people_in_many_rooms_go_together()
    {
        await Say(_ada, 20);
        List<TestRoom> rooms = [_room];
        for (var i = 0; i < 8; i++)
        {
            var room = await _chat.NewRoom(_ada);
            await room.Joins(_alan);
            await room.Says(_ada, "hello");
            rooms.Add(room);
        }

        var marks = await Task.WhenAll(
            from room in rooms from seq in Enumerable.Range(1, 12) from user in (UserRef[])[_ada, _alan] select _chat.Grains.User(user.Id).MarkRead(room.Id, seq));

        Assert.All(marks, mark => Assert.Null(mark.Refusal));
        Assert.Equal(new ReadMark(12, 10), await Mark(_alan, 0));
        foreach (var room in rooms.Skip(1))
        {
            Assert.Equal(new ReadMark(3, 0), (await _chat.Grains.User(_alan.Id).MarkRead(room.Id, 0)).Value);
        }
    }

    [Fact]
    public async Task Every_attached_gateway_is_told_of_rooms_and_marks_in_order()
    {
        RecordingGateway[] gateways = [new(), new()];
        var alan = _chat.Grains.User(_alan.Id);
        PersonPosition? position = null;
        foreach (var gateway in gateways)
        {
            position = await alan.Attach(new GatewayLease(Guid.NewGuid(), _chat.Observe<IGatewayObserver>(gateway)));
        }

        await Say(_ada, 2); // 3, 4
        await Mark(_alan, 3);
        await Mark(_alan, 3); // Nothing new: nobody is told.
        var other = await _chat.NewRoom(_ada);
        await other.Joins(_alan);

        foreach (var gateway in gateways)
        {
            var moved = Assert.IsType<MarkMoved>(await gateway.Notice());
            Assert.Equal((_room.Id, new ReadMark(3, 1), 4L, position!.Version + 1), (moved.RoomId, moved.Mark, moved.Head, moved.Version));
            var entered = Assert.IsType<RoomEntered>(await gateway.Notice());
            Assert.Equal((other.Id, RoomRole.Member, 2L, position.Version + 2), (entered.Room.Id, entered.Room.Role, entered.Room.ReadSeq, entered.Version));
        }
    }

    [Fact]
    public async Task A_silo_that_dies_takes_no_mark_along()
    {
        await using var chat = await RostraCluster.Start(postgres, silos: 2);
        var (ada, alan) = (await chat.User("grace"), await chat.User("edsger"));
        var room = await chat.NewRoom(ada);
        await room.Joins(alan);
        await room.Says(ada, "hello");
        await room.Says(ada, "there");
        Assert.Equal(new ReadMark(3, 1), (await chat.Grains.User(alan.Id).MarkRead(room.Id, 3)).Value);

        await chat.KillSiloOf(room);

        Assert.Equal(new ReadMark(3, 1), await Eventually(() => chat.Grains.User(alan.Id).MarkRead(room.Id, 0)));
    }

    /// <summary>The first calls after a death may fail; a gateway asks again, too.</summary>
    private static async Task<ReadMark> Eventually(Func<Task<Outcome<ReadMark>>> mark)
    {
        while (true)
        {
            try
            {
                return (await mark()).Value!;
            }
            catch (Exception fault) when (fault is TimeoutException or OrleansException)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    [Fact]
    public async Task Who_is_not_attached_is_told_to_attach()
    {
        var gateway = Guid.NewGuid();
        Assert.Null(await _chat.Grains.User(_ada.Id).Renew(gateway));
        var position = await _chat.Grains.User(_ada.Id).Attach(new GatewayLease(gateway, _chat.Observe<IGatewayObserver>(new RecordingGateway())));
        Assert.Equal(position, await _chat.Grains.User(_ada.Id).Renew(gateway));
        await _chat.Grains.User(_ada.Id).Detach(gateway);
        Assert.Null(await _chat.Grains.User(_ada.Id).Renew(gateway));
    }

    private async Task<ReadMark> Mark(UserRef user, long seq)
    {
        var outcome = await _chat.Grains.User(user.Id).MarkRead(_room.Id, seq);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    private async Task Say(UserRef user, int count)
    {
        ImmutableArray<PostMessage> posts = [.. Enumerable.Range(0, count).Select(i => new PostMessage(user, Guid.CreateVersion7(), $"{i}"))];
        Assert.All(await _chat.Grains.Room(_room.Id).Post(posts), outcome => Assert.Null(outcome.Refusal));
    }
}

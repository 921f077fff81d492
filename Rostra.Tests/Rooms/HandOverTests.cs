using Rostra.Testing;
using Xunit;

namespace Rostra.Rooms;

public sealed class HandOverTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_gateway_s_own_repeat_finds_it_done_and_takes_no_place()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var writer = database.Writer();
        var (ada, alan) = (await database.Person(), await database.Person());
        var room = await Activation.New(database, writer, ada);
        await room.Join(alan);

        var given = await room.HandOver(ada, alan);
        var repeated = await room.HandOver(ada, alan, again: true);
        var asked = await room.HandOver(ada, alan);

        Assert.Equal((RoomRole.Owner, 3), (given.Value!.Role, given.Value.ChangedSeq));
        Assert.Equal(given, repeated);
        Assert.Equal(RefusalCode.NotOwner, asked.Refusal!.Code);
        Assert.Equal([1, 2, 3, 4], await database.Log(room.State.Id));
    }

    [Fact]
    public async Task What_another_activation_loads_is_what_this_one_remembers()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var writer = database.Writer();
        var (ada, alan) = (await database.Person(), await database.Person());
        var room = await Activation.New(database, writer, ada);
        await room.Join(alan);
        await room.HandOver(ada, alan);

        var next = await Activation.Of(room.State.Id, database, database.Writer());

        Assert.Equal(room.State.View(), next.State.View());
        Assert.Equal((alan, 3, 4), (next.State.View().Owner, next.State.View().ChangedSeq, next.State.LastSeq));
        Assert.Equal(
            room.State.Members.Values.OrderBy(member => member.User.Id),
            next.State.Members.Values.OrderBy(member => member.User.Id));
    }

    [Fact]
    public async Task An_overtaken_activation_hands_nothing_over()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var writer = database.Writer();
        var (ada, alan) = (await database.Person(), await database.Person());
        var stale = await Activation.New(database, writer, ada);
        await stale.Join(alan);
        var live = await Activation.Of(stale.State.Id, database, database.Writer());
        await live.Post(ada, "meanwhile");

        Assert.Equal(RefusalCode.Moved, (await stale.HandOver(ada, alan)).Refusal!.Code);

        Assert.True(stale.IsOvertaken);
        Assert.Equal(ada.Id, await database.Ask<Guid>("select owner_id from rostra.rooms"));
        Assert.Equal(1, await database.Ask<long>("select count(*) from rostra.members where role = 1 and changed_seq = 1"));
    }
}

using Microsoft.Extensions.Time.Testing;
using Rostra.Testing;
using Rostra.Users;
using Xunit;

namespace Rostra.Rooms;

/// <summary>What an owner may do about people, decided in the room's own loop.</summary>
public sealed class ModerationTests(PostgresServer postgres)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task A_removed_member_is_out_at_that_place_and_may_come_back()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await Room(database);

        Assert.Null((await room.Remove(ada, alan)).Refusal);

        Assert.Equal(new MemberLeft(3, alan, ada.Id), room.Announced[^1].Events.Single());
        Assert.Equal(RefusalCode.NotMember, (await room.Post(alan, "still here?")).Refusal!.Code);
        Assert.Equal(RefusalCode.UserNotFound, (await room.Remove(ada, alan)).Refusal!.Code);
        Assert.Null((await room.Remove(ada, alan, again: true)).Refusal);
        Assert.Null((await room.Join(alan)).Refusal);
        Assert.Equal([1, 2, 3, 4], await database.Log(room.State.Id));
    }

    [Fact]
    public async Task Only_the_owner_may_and_never_about_themselves()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await Room(database);
        var ken = await database.Person();
        var later = _time.GetUtcNow().AddHours(1);

        Assert.All(
            [await room.Remove(alan, ada), await room.Ban(alan, ada.Id), await room.LiftBan(alan, ada.Id), await room.Slow(alan, 5)],
            outcome => Assert.Equal(RefusalCode.NotOwner, outcome.Refusal!.Code));
        Assert.Equal(RefusalCode.NotOwner, (await room.Mute(alan, ada, later)).Refusal!.Code);
        Assert.All([await room.Remove(ken, alan), await room.Ban(ken, alan.Id)], outcome => Assert.Equal(RefusalCode.NotMember, outcome.Refusal!.Code));
        Assert.All([await room.Remove(ada, ada), await room.Ban(ada, ada.Id)], outcome => Assert.Equal(RefusalCode.OwnerCannotLeave, outcome.Refusal!.Code));
        Assert.Equal(RefusalCode.Invalid, (await room.Mute(ada, ada, later)).Refusal!.Code);
        Assert.Equal(RefusalCode.UserNotFound, (await room.Ban(ada, Guid.NewGuid())).Refusal!.Code);
        Assert.Equal([1, 2], await database.Log(room.State.Id));
    }

    [Fact]
    public async Task Who_is_banned_cannot_join_until_the_ban_is_lifted_whichever_activation_is_asked()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await Room(database);
        var ken = await database.Person();

        Assert.Null((await room.Ban(ada, alan.Id, "spam")).Refusal);
        Assert.Null((await room.Ban(ada, ken.Id)).Refusal);
        Assert.Null((await room.Ban(ada, ken.Id)).Refusal);

        Assert.Equal([new MemberLeft(3, alan, ada.Id)], room.Announced[^2].Events.Cast<MemberLeft>());
        Assert.Equal(4, Assert.IsType<RoomChanged>(room.Announced[^1].Events.Single()).Room.ChangedSeq);
        var next = await Activation.Of(room.State.Id, database, database.Writer(), time: _time);
        Assert.All(
            [await room.Join(alan), await next.Join(alan), await room.Join(ken), await next.Join(ken)],
            outcome => Assert.Equal(RefusalCode.Banned, outcome.Refusal!.Code));

        Assert.Null((await next.LiftBan(ada, alan.Id)).Refusal);
        Assert.Null((await next.LiftBan(ada, alan.Id)).Refusal);
        Assert.Null((await next.Join(alan)).Refusal);
        Assert.Equal(RefusalCode.Banned, (await (await Activation.Of(room.State.Id, database, database.Writer())).Join(ken)).Refusal!.Code);
        Assert.Equal(Enumerable.Range(1, 6).Select(seq => (long)seq), await database.Log(room.State.Id));
    }

    [Fact]
    public async Task A_stale_activation_lets_nobody_in_who_was_banned_meanwhile()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (stale, ada, alan) = await Room(database);
        var ken = await database.Person();
        var live = await Activation.Of(stale.State.Id, database, database.Writer(), time: _time);
        await live.Ban(ada, ken.Id);
        await live.Remove(ada, alan);

        Assert.Equal(RefusalCode.Moved, (await stale.Join(ken)).Refusal!.Code);
        Assert.Equal(RefusalCode.Moved, (await (await Stale(stale)).Post(alan, "in time?")).Refusal!.Code);
        Assert.Equal(0, await database.Ask<long>("select count(*) from rostra.messages"));

        static Task<Activation> Stale(Activation room) => Task.FromResult(room);
    }

    [Fact]
    public async Task Who_is_muted_says_changes_and_reacts_to_nothing_until_then_and_a_rejoin_does_not_help()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await Room(database);
        var name = Guid.CreateVersion7();
        var before = (await room.Post(alan, "before", name)).Value!.Message.Id;

        var muted = await room.Mute(ada, alan, _time.GetUtcNow().AddMinutes(10));

        Assert.Equal(muted.Value, Assert.IsType<MemberChanged>(room.Announced[^1].Events.Single()).Member);
        await room.Leave(alan);
        await room.Join(alan);
        foreach (var activation in new[] { room, await Activation.Of(room.State.Id, database, database.Writer(), time: _time) })
        {
            var refusal = (await activation.Post(alan, "now?")).Refusal!;
            Assert.Equal((RefusalCode.Muted, true), (refusal.Code, refusal.RetryAfterMs is > 599_000 and <= 600_000));
            Assert.Equal(RefusalCode.Muted, (await activation.Edit(alan, before, "other")).Refusal!.Code);
            Assert.Equal(RefusalCode.Muted, (await activation.React(alan, before, "👍", on: true)).Refusal!.Code);
            Assert.True((await activation.Post(alan, "before", name)).Value!.Duplicate);
        }

        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Null((await room.Post(alan, "again")).Refusal);
    }

    [Fact]
    public async Task A_mute_is_lifted_by_hand_and_by_handing_the_room_over()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await Room(database);
        var later = _time.GetUtcNow().AddDays(1);
        await room.Mute(ada, alan, later);
        var head = room.State.LastSeq;

        Assert.Equal(later, (await room.Mute(ada, alan, later)).Value!.MutedUntil!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Equal(head, room.State.LastSeq);
        Assert.Null((await room.Mute(ada, alan, null)).Value!.MutedUntil);
        Assert.Null((await room.Post(alan, "hello")).Refusal);

        await room.Mute(ada, alan, later);
        Assert.Null((await room.HandOver(ada, alan)).Value!.MutedUntil);
        Assert.Null((await room.Post(alan, "mine")).Refusal);
    }

    [Fact]
    public async Task A_mute_lies_in_the_future_and_not_too_far()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await Room(database);

        Assert.All(
            [_time.GetUtcNow(), _time.GetUtcNow().AddDays(28).AddMinutes(1), DateTimeOffset.MaxValue, DateTimeOffset.MinValue],
            async until => Assert.Equal("until", (await room.Mute(ada, alan, until)).Refusal!.Errors!.Keys.Single()));
        Assert.Null((await room.Mute(ada, alan, _time.GetUtcNow().AddDays(28))).Refusal);
    }

    [Fact]
    public async Task In_slow_mode_each_member_speaks_once_in_its_time_also_after_a_restart_and_the_owner_always()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await Room(database);
        await room.Post(alan, "before it was set");

        await room.Slow(ada, 30);

        Assert.Equal(30, Assert.IsType<RoomChanged>(room.Announced[^1].Events.Single()).Room.SlowModeSeconds);
        var name = Guid.CreateVersion7();
        Assert.Null((await room.Post(alan, "one", name)).Refusal);
        await room.Post(ada, "as often");
        await room.Post(ada, "as I like");
        _time.Advance(TimeSpan.FromSeconds(10));
        foreach (var activation in new[] { room, await Activation.Of(room.State.Id, database, database.Writer(), time: _time) })
        {
            var refusal = (await activation.Post(alan, "two")).Refusal!;
            Assert.Equal((RefusalCode.SlowMode, true), (refusal.Code, refusal.RetryAfterMs is > 19_000 and <= 20_000));
            Assert.True((await activation.Post(alan, "one", name)).Value!.Duplicate);
        }

        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null((await room.Post(alan, "two")).Refusal);
        Assert.Equal(RefusalCode.SlowMode, (await room.Post(alan, "three")).Refusal!.Code);
        await room.Slow(ada, 0);
        Assert.Null((await room.Post(alan, "three")).Refusal);
    }

    [Fact]
    public async Task Of_two_sends_that_come_together_in_slow_mode_the_first_passes()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await Room(database);
        await room.Slow(ada, 30);
        var posts = Enumerable.Range(1, 3).Select(i => Activation.Posting(alan, $"{i}")).ToList();

        await room.Settle([.. posts]);

        var answers = await Task.WhenAll(posts.Select(post => post.Answered));
        Assert.Equal([null, RefusalCode.SlowMode, RefusalCode.SlowMode], answers.Select(answer => answer.Refusal?.Code));
    }

    [Fact]
    public async Task Leaving_and_coming_back_does_not_shorten_slow_mode()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await Room(database);
        await room.Slow(ada, 30);
        await room.Post(alan, "one");
        await room.Leave(alan);
        await room.Join(alan);

        Assert.Equal(RefusalCode.SlowMode, (await room.Post(alan, "two")).Refusal!.Code);
    }

    [Fact]
    public async Task Sends_that_race_a_removal_are_before_it_or_refused()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (room, ada, alan) = await Room(database);
        var posts = Enumerable.Range(1, 40).Select(i => Activation.Posting(alan, $"{i}")).ToList();
        var removal = new Command<Done>(draft => draft.Remove(new PersonAct(ada, alan.Id)));

        await room.Settle([.. posts[..20], removal, .. posts[20..]]);

        var answers = await Task.WhenAll(posts.Select(post => post.Answered));
        Assert.All(answers[..20], answer => Assert.True(answer.Value!.Message.Id < 23));
        Assert.All(answers[20..], answer => Assert.Equal(RefusalCode.NotMember, answer.Refusal!.Code));
        Assert.Equal(23, Assert.IsType<MemberLeft>(room.Announced[^1].Events[^1]).Seq);
    }

    [Fact]
    public async Task The_list_of_bans_is_bounded()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var ada = await database.Person();
        var room = await Activation.New(database, database.Writer(), ada, new RoomOptions { BansMax = 2 });
        var people = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => database.Person()));

        Assert.Null((await room.Ban(ada, people[0].Id)).Refusal);
        Assert.Null((await room.Ban(ada, people[1].Id)).Refusal);
        Assert.Equal(RefusalCode.ListFull, (await room.Ban(ada, people[2].Id)).Refusal!.Code);
        Assert.Null((await room.Ban(ada, people[1].Id)).Refusal);
    }

    private async Task<(Activation Room, UserRef Owner, UserRef Member)> Room(RoomDatabase database)
    {
        var (ada, alan) = (await database.Person(), await database.Person());
        var room = await Activation.New(database, database.Writer(), ada, time: _time);
        await room.Join(alan);
        return (room, ada, alan);
    }
}

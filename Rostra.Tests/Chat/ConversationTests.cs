using Rostra.Testing;
using Xunit;

namespace Rostra.Chat;

public sealed class ConversationTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_talk_and_the_second_sees_what_was_said_before()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        await using var ann = await Talker.Sits(rostra, "ann");
        ann.Writes("to nobody");
        await ann.Remarks.Says("To which room?");
        ann.Writes("/new lobby");
        ann.Writes("before bob came");
        await ann.Shown.Says("#lobby <ann> before bob came");

        await using var bob = await Talker.Sits(rostra, "bob", "lobby", history: 20);
        await bob.Shown.Says("#lobby <ann> before bob came");
        await ann.Shown.Says("#lobby * bob joined");
        bob.Writes("hello ann ");
        await ann.Shown.Says("#lobby <bob> hello ann\n");
        bob.Writes("/edit hello, ann");
        await ann.Shown.Says("#lobby * bob now says: hello, ann");
        ann.Writes("/react 👍");
        await bob.Shown.Says("#lobby * 👍 for bob: hello, ann");
        bob.Writes("/delete");
        await ann.Shown.Says("#lobby * bob's message was deleted");
        ann.Writes("//quit is an order");
        await bob.Shown.Says("#lobby <ann> /quit is an order");
        bob.Writes("/leave");
        await ann.Shown.Says("#lobby * bob left");
        bob.Writes("/join nowhere");
        await bob.Remarks.Says("There is no room “nowhere”.");

        Assert.False(await bob.Ends());
        Assert.Single(Lines(bob.Shown), line => line.EndsWith("before bob came", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lists_say_what_is_there_and_what_is_unread()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        await using var owner = await Talker.Account(rostra, "ann");
        var (lobby, attic) = (await owner.CreateRoom("lobby", cancellation: Cancellation), await owner.CreateRoom("attic", "what is kept", Cancellation));
        await using var bob = await Talker.Sits(rostra, "bob", "lobby");
        await bob.Shown.Says("you are in this room now");
        await owner.Send(lobby.Id, "one", cancellation: Cancellation);
        await bob.Shown.Says("<ann> one");

        bob.Writes("/find");
        await bob.Remarks.Says("#attic: 1 person – what is kept");
        bob.Writes("/all");
        bob.Writes("/rooms");
        bob.Writes("/nonsense");
        await bob.Remarks.Says("There is no order /nonsense");
        Assert.DoesNotContain("unread", bob.Remarks.All, StringComparison.Ordinal); // What stood on the screen when Enter was pressed is read.
        bob.Writes("/join attic");
        bob.Writes("/who");
        await bob.Remarks.Says("Here: ann, bob");
        await owner.Send(lobby.Id, "two", cancellation: Cancellation);
        await owner.Send(attic.Id, "three", cancellation: Cancellation);
        await bob.Shown.Says("#attic <ann> three");
        bob.Writes("/rooms");
        await bob.Remarks.Says("#lobby: 2 people, 1 unread");

        Assert.DoesNotContain("two", bob.Shown.All, StringComparison.Ordinal); // It is in another room than the one that is looked at.
        Assert.False(await bob.Ends());
    }

    [Fact]
    public async Task What_is_written_through_cuts_arrives_once_and_in_order_and_is_waited_for()
    {
        const int Count = 60;
        await using var rostra = await RostraCluster.Standalone(postgres);
        await using var ann = await Talker.Sits(rostra, "ann");
        ann.Writes("/new lobby");
        await using var bob = await Talker.Sits(rostra, "bob");
        await ann.Shown.Says("you are in this room now");
        bob.Writes("/join lobby");
        await ann.Shown.Says("bob joined");

        for (var i = 0; i < Count; i++)
        {
            ann.Writes($"line {i}.");
            if (i % 20 != 10) continue;
            await ann.Shown.Says($"line {i - 5}.");
            rostra.Gateways[0].CutSockets();
        }

        Assert.True(await ann.Ends());
        await bob.Shown.Says($"line {Count - 1}.");
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"line {i}."), Lines(bob.Shown).Where(line => line.Contains("<ann>", StringComparison.Ordinal)).Select(line => line[(line.IndexOf("<ann> ", StringComparison.Ordinal) + 6)..]));
        await ann.Remarks.Says("The connection is lost");
        await bob.Remarks.Says("Connected again.");
    }

    [Fact]
    public async Task Nothing_that_others_write_is_an_order_to_the_terminal()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        await using var mallory = await Talker.Account(rostra, "mallory");
        var room = await mallory.CreateRoom("lobby", "\u001b[2Jabout\u202eeverything", Cancellation);
        await using var bob = await Talker.Sits(rostra, "bob", "lobby");

        await bob.Shown.Says("you are in this room now");
        await mallory.Send(room.Id, "\u001b]0;title\u0007\u001b[2J\rroot# \u009b31m\u202eevil\u2066\u200f\nsecond line\u2028third", cancellation: Cancellation);
        await mallory.Send(room.Id, "that was all", cancellation: Cancellation);
        await bob.Shown.Says("that was all");
        bob.Writes("/rooms");
        await bob.Remarks.Says("everything");

        Assert.Contains("<mallory> ␛]0;title␇␛[2J⏎root# ‹U+009B›31m‹U+202E›evil‹U+2066›‹U+200F›⏎second line⏎third\n", bob.Shown.All, StringComparison.Ordinal);
        Assert.All(bob.Shown.All + bob.Remarks.All, character => Assert.True(character is '\n' || !(char.IsControl(character) || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.Format)));
    }

    private static string[] Lines(HeardLines heard) => heard.All.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

using Rostra.Testing;
using Xunit;

namespace Rostra.Faults;

/// <summary>Who comes and goes while others talk hears nothing from outside, and says nothing there.</summary>
[Trait("Set", "short"), Trait("Fault", "F27")]
public sealed class MembershipTests(TwoByTwo shared) : IClassFixture<TwoByTwo>
{
    private const int Rounds = 20;

    [Fact]
    public async Task Nothing_above_the_removal_reaches_any_tab_or_is_answered_or_is_taken()
    {
        var (ann, bob, eve) = (await shared.Person(gateway: 0), await shared.Person(gateway: 1), await shared.Person(gateway: 1));
        await eve.OpenTab(gateway: 0);
        var room = await ann.CreateRoom($"revolving door {Guid.NewGuid():N}"[..40]);
        await bob.Join(room);
        using var enough = new CancellationTokenSource();
        var talking = new[] { ann, bob }.Select(person => person.Talk(room, enough.Token)).ToList();

        for (var round = 0; round < Rounds; round++)
        {
            await eve.Join(room);
            await eve.Send(room, $"hello {round}");
            await eve.Leave(room);
            Assert.Equal("notMember", (await Assert.ThrowsAsync<RefusedException>(() => eve.Send(room, "from outside"))).Code);
            using var page = await eve.Account.Tries(HttpMethod.Get, $"/api/rooms/{room}/changes?after=0");
            Assert.Equal(System.Net.HttpStatusCode.Forbidden, page.StatusCode);
            foreach (var tab in eve.Tabs)
            {
                await tab.SeesTheEnd(room);
            }
        }

        await enough.CancelAsync();
        await ann.Sees([.. (await Task.WhenAll(talking)).SelectMany(sent => sent)]);

        Assert.All(eve.Tabs, tab => Assert.Empty(tab.Faults)); // A batch above the leave is one.
        Assert.Equal(0L, await shared.Rostra.Ask<long>("select count(*) from rostra.messages where room_id = $1 and text = 'from outside'", room));
        var log = await shared.Rostra.LogOf(room);
        Assert.Equal(Enumerable.Range(1, log.Length).Select(seq => (long)seq), log);
    }
}

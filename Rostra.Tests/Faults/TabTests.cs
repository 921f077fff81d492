using System.Net;
using Rostra.Testing;
using Xunit;

namespace Rostra.Faults;

/// <summary>One person, five tabs at two gateways.</summary>
[Trait("Set", "short"), Trait("Fault", "F30")]
public sealed class TabTests(TwoByTwo shared) : IClassFixture<TwoByTwo>
{
    private const int Tabs = 5;

    [Fact]
    public async Task Each_tab_sees_each_seq_once_and_no_mark_goes_back()
    {
        var (ann, bob) = (await shared.Person(), await shared.Person(gateway: 1));
        for (var i = 1; i < Tabs; i++)
        {
            await ann.OpenTab(i % 2);
        }

        var room = await bob.CreateRoom($"many tabs {Guid.NewGuid():N}"[..40]);
        await ann.Join(room);
        var sent = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? ann.Tabs[i / 10 % Tabs].Send(room, $"{i}") : bob.Send(room, $"{i}")));
        var head = sent.Max(one => one.Id);
        var dice = new Random(30);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => ann.Tabs[i % Tabs].Command("MarkRead", new { roomId = room, seq = dice.NextInt64(2, head) })));
        await ann.Tabs[0].Command("MarkRead", new { roomId = room, seq = head });

        foreach (var tab in ann.Tabs)
        {
            var seen = await tab.SeesUpTo(room, head);
            await tab.SeesMark(room, head);
            Assert.Equal(seen.Live.Order().Distinct(), seen.Live);
            Assert.Equal(sent.Select(one => one.Id).Order(), seen.Messages.Keys);
            Assert.Equal(tab.Marks(room).Order(), tab.Marks(room));
            Assert.Empty(tab.Faults);
        }
    }

    [Fact]
    public async Task Closing_tabs_keeps_the_person_here_as_long_as_one_is_open()
    {
        var (ann, bob) = (await shared.Person(), await shared.Person(gateway: 1));
        for (var i = 1; i < Tabs; i++)
        {
            await ann.OpenTab(i % 2);
        }

        var room = await bob.CreateRoom($"presence {Guid.NewGuid():N}"[..40]);
        await ann.Join(room);
        var watching = await bob.Account.At(shared.Rostra.Gateways[1]).Greets();

        for (var i = Tabs - 1; i > 0; i--)
        {
            await ann.Tabs[i].DisposeAsync();
        }

        await ann.Tabs[0].DisposeAsync(); // Only now she goes, and only her going is told, once the grace is over.
        var went = await watching.Hears(
            batch => batch.Events.Any(happened => happened.Kind == "presenceChanged" && happened.GetProperty("offline").EnumerateArray().Any(id => id.GetGuid() == ann.Id)), "ann's going");
        Assert.Equal(1, went.Events.Last().GetProperty("onlineCount").GetInt32());
        await watching.DisposeAsync();
    }

    [Fact]
    public async Task Tabs_that_renew_at_once_all_stay_logged_in()
    {
        var ann = await shared.Rostra.Gateways[0].Register();
        var tabs = Enumerable.Range(0, Tabs).Select(i => ann.At(shared.Rostra.Gateways[i % 2])).ToList();

        for (var round = 0; round < 3; round++)
        {
            Assert.All(await Task.WhenAll(tabs.Select(tab => tab.Refreshes())), status => Assert.Equal(HttpStatusCode.OK, status));
            Assert.Single(tabs.Select(tab => tab.Cookie).Distinct());
        }

        await Task.WhenAll(tabs.Select(tab => tab.Asks(HttpMethod.Get, "/api/auth/me")));
    }
}

using Rostra.Messages;
using Rostra.Testing;
using Xunit;

namespace Rostra.Faults;

/// <summary>A silo whose clock is five minutes wrong: the order is the log's, and no time in a room goes back.</summary>
[Trait("Set", "short"), Trait("Fault", "F21")]
public sealed class ClockSkewTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task Order_is_the_logs_times_never_fall_and_nobody_is_evicted(int minutes)
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 2);
        rostra.Silos[0].Time.Skip(TimeSpan.FromMinutes(minutes));
        var ada = await rostra.User("ada");
        var rooms = new List<TestRoom>();
        for (var i = 0; i < 8; i++)
        {
            rooms.Add(await rostra.NewRoom(ada));
        }

        var said = rooms.ToDictionary(room => room.Id, _ => new List<Message>());
        await Say();
        Assert.All(rostra.Silos, silo => Assert.True(silo.IsUp));
        await rostra.Silos[0].Stop(); // What lived there goes on at the other, whose clock says something else.
        await Say();

        foreach (var messages in said.Values)
        {
            Assert.Equal(Enumerable.Range(2, messages.Count).Select(id => (long)id), messages.Select(message => message.Id));
            Assert.Equal(messages.Select(message => message.SentAt).Order(), messages.Select(message => message.SentAt));
        }

        async Task Say()
        {
            for (var i = 0; i < 5; i++)
            {
                foreach (var room in rooms)
                {
                    said[room.Id].Add((await room.Says(ada, $"{i}")).Value!.Message);
                }
            }
        }
    }
}

using Rostra.Testing;
using Xunit;

namespace Rostra.Samples;

[Trait("Set", "short"), Trait("Fault", "F1")]
public sealed class FirstFaultTest(PostgresServer postgres)
{
    [Fact]
    public async Task A_room_goes_on_after_its_silo_dies_and_nothing_is_lost()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 3, gateways: 2);
        var (ann, bob) = (await rostra.Person("ann", gateway: 0), await rostra.Person("bob", gateway: 1));
        var room = await ann.CreateRoom("lobby");
        await bob.Join(room);
        var before = await ann.Send(room, "before");

        await rostra.KillSiloOf(room);

        var after = await ann.Send(room, "after");
        await bob.Sees(before, after);
        Assert.Equal(4, (await rostra.LogOf(room)).Length); // made, joined, "before", "after"
    }
}

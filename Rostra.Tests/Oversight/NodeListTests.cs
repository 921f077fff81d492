using System.Text.Json;
using Rostra.Testing;
using Xunit;

namespace Rostra.Oversight;

/// <summary>Which nodes an administrator is shown, where nodes come and go.</summary>
public sealed class NodeListTests(PostgresServer postgres)
{
    [Fact]
    public async Task Silos_are_those_of_the_cluster_and_what_nodes_told_is_summed_whoever_told_last_counting_once()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 2);
        var administrator = await (await rostra.AddGateway()).Register();
        var board = rostra.Silos[0].Grains.NodeBoard();
        await board.Tell(Report("one", 3));
        await board.Tell(Report("one", 5));
        await board.Tell(Report("two", 7));

        var list = await administrator.Asks(HttpMethod.Get, "/api/admin/nodes");

        Assert.Equal(["active", "active"], Statuses(list));
        Assert.All(Silos(list), silo => Assert.True(silo.GetProperty("activations").GetInt32() > 0));
        var told = list.GetProperty("nodes").EnumerateArray().Where(node => node.GetProperty("id").GetString() is "one" or "two").ToList();
        Assert.Equal([5, 7], told.Select(node => node.GetProperty("lastMinute").GetProperty("fenced").GetInt32()).Order());
        Assert.All(told, node => Assert.Equal(("gateway", "here", "1.2.3"), (Text(node, "role"), Text(node, "machine"), Text(node, "version"))));
        Assert.Equal(12, list.GetProperty("lastMinute").GetProperty("fenced").GetInt32());

        await rostra.Silos[1].Stop();

        Assert.Equal(["active", "dead"], Statuses(await administrator.Asks(HttpMethod.Get, "/api/admin/nodes")));
    }

    private static NodeReport Report(string id, long fenced) => new(NodeRole.Gateway, id, "here", "1.2.3", DateTimeOffset.UtcNow, NodeFigures.None with { Fenced = fenced });

    private static IEnumerable<JsonElement> Silos(JsonElement list) => list.GetProperty("nodes").EnumerateArray().Where(node => Text(node, "role") is "silo");

    private static IEnumerable<string?> Statuses(JsonElement list) => Silos(list).Select(silo => Text(silo, "status"));

    private static string? Text(JsonElement node, string member) => node.GetProperty(member).GetString();
}

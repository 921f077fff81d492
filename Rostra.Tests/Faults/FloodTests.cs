using System.Diagnostics;
using Rostra.Testing;
using Xunit;

namespace Rostra.Faults;

/// <summary>One account that says as much as it can through all gateways at once.</summary>
[Trait("Set", "short"), Trait("Fault", "F24")]
public sealed class FloodTests(PostgresServer postgres)
{
    private const int Burst = 50;
    private const int PerSecond = 20;
    private const int Sends = 1_000;

    [Fact]
    public async Task The_limit_is_one_for_all_gateways_and_others_do_not_wait()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 1, gateways: 3, setup => setup.Settings = new Dictionary<string, string?>
        {
            ["Rostra:Limits:SendBurst"] = $"{Burst}",
            ["Rostra:Limits:SendsPerSecond"] = $"{PerSecond}",
        });
        var (ann, eve) = (await rostra.Person("ann"), await rostra.Gateways[0].Register("eve"));
        var room = await ann.CreateRoom("lobby");
        await eve.Joins(room);
        var sockets = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => eve.At(rostra.Gateways[i % 3]).Greets()));
        var watch = Stopwatch.StartNew();

        var flood = Enumerable.Range(0, Sends).Select(i => sockets[i % sockets.Length].Ask("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text = $"{i}" })).ToList();
        var calm = await ann.Send(room, "and I?");
        var answers = await Task.WhenAll(flood);

        var accepted = answers.Count(answer => answer.TryGetProperty("value", out _));
        var allowed = Burst + (PerSecond * watch.Elapsed.TotalSeconds);
        Assert.InRange(accepted, Burst / 2, allowed * 1.1);
        Assert.All(answers.Where(answer => !answer.TryGetProperty("value", out _)), answer => Assert.Equal("rateLimited", answer.Code));
        await ann.Sees(calm);
        foreach (var socket in sockets)
        {
            await socket.DisposeAsync();
        }
    }
}

using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Rostra.Chaos;

/// <summary>What hurts the cluster, without a cluster.</summary>
public sealed class NemesisTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void A_run_begins_with_what_its_verdict_needs_and_then_has_each_kind_once(int seed)
    {
        var plan = new InjuryPlan(
            [
                Of("silo-1 kill", "silo"), Of("silo-2 kill", "silo"), Of("gateway-1 kill", "gateway"), Of("late commits", "silo") with { IsNeeded = true },
                Of("redis kill", "redis"), Of("cuts", "network") with { IsNeeded = true },
            ],
            new Random(seed));

        var chosen = Enumerable.Range(0, 5).Select(_ => (plan.IsAtItsBeginning, plan.Next(new HashSet<string>())!.Kind)).ToList();

        Assert.Equal(["cuts", "late commits"], chosen[..2].Select(one => one.Kind).Order());
        Assert.Equal([true, true, false, false, false], chosen.Select(one => one.IsAtItsBeginning));
        Assert.Equal(["gateway- kill", "redis kill", "silo- kill"], chosen[2..].Select(one => one.Kind).Order());
    }

    [Fact]
    public void What_is_hurt_is_not_hurt_again_meanwhile()
    {
        var plan = new InjuryPlan([Of("silo-1 kill", "silo"), Of("silo-2 pause", "silo")], new Random(1));
        Assert.Null(plan.Next(new HashSet<string> { "silo" }));
    }

    [Fact]
    public async Task What_a_silo_asks_can_be_held_back_and_arrives_when_it_is_let_through()
    {
        using var postgres = new TcpListener(IPAddress.Loopback, 0);
        postgres.Start();
        using var line = new PostgresLine((IPEndPoint)postgres.LocalEndpoint);
        using var silo = new TcpClient();
        await silo.ConnectAsync(IPAddress.Loopback, line.Port, Cancellation);
        using var backend = await postgres.AcceptTcpClientAsync(Cancellation);

        var held = line.Hold();
        await silo.GetStream().WriteAsync("append"u8.ToArray(), Cancellation);
        await held.WaitAsync(Cancellation);
        Assert.Equal(0, backend.Available);

        var answered = line.Release();
        var question = new byte[6];
        await backend.GetStream().ReadExactlyAsync(question, Cancellation);
        Assert.Equal("append"u8.ToArray(), question);
        Assert.False(answered.IsCompleted);
        await backend.GetStream().WriteAsync("done"u8.ToArray(), Cancellation);
        await answered.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task An_answer_that_is_dropped_takes_its_connection_along()
    {
        using var postgres = new TcpListener(IPAddress.Loopback, 0);
        postgres.Start();
        using var line = new PostgresLine((IPEndPoint)postgres.LocalEndpoint);
        using var silo = new TcpClient();
        await silo.ConnectAsync(IPAddress.Loopback, line.Port, Cancellation);
        using var backend = await postgres.AcceptTcpClientAsync(Cancellation);

        line.Drop(true);
        await backend.GetStream().WriteAsync("done"u8.ToArray(), Cancellation);

        Assert.Equal(0, await silo.GetStream().ReadAsync(new byte[1], Cancellation));
    }

    private static Injury Of(string name, string part) => new(name, part, 1, (1, 1), _ => Task.CompletedTask);
}

using Rostra.Chaos;
using Xunit;

namespace Rostra.Faults;

/// <summary>Twenty windows at two silos and two gateways of their own, hurt in a known way; everything that was seen is judged.</summary>
[Collection(nameof(Processes))]
[Trait("Fault", "chaos")]
[Trait("Set", "short")]
public sealed class ChaosTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nobody_sees_a_contradiction_when_a_silo_is_killed_and_Postgres_ends_at_once()
    {
        var options = new ChaosOptions
        {
            Ramp = TimeSpan.FromSeconds(5),
            Seconds = 5 + 10,
            HealedLoad = TimeSpan.FromSeconds(13),
            Quiet = TimeSpan.FromSeconds(6),
            Seed = 1,
            Injuries = ["silo-2 kill", "postgres restart"],
        };
        var report = await new ChaosRun(options, output.WriteLine).Run(TestContext.Current.CancellationToken);

        Assert.Empty(report.Judgements.SelectMany(judgement => judgement.Shortest).Select(violation => string.Join('\n', [$"I{violation.Invariant}: {violation.What}", .. violation.Witness])));
        Assert.InRange(report.Coverage.Acked, 100, long.MaxValue);
    }
}

/// <summary>A silo that ends itself at the worst moments: the faulty build.</summary>
[Collection(nameof(Processes))]
[Trait("Fault", "F1")]
[Trait("Set", "long")]
public sealed class CrashPointTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nobody_sees_a_contradiction_when_a_silo_ends_before_or_after_its_commit_its_answer_or_its_start()
    {
        var options = new ChaosOptions
        {
            Seconds = 80,
            Seed = 1,
            IsFaulty = true,
            Injuries = [.. Mutants.CrashPoints.Select((point, number) => $"silo-{1 + (number % 2)} crash {point.Name}")],
        };
        await FaultyBuild.Ensure(TestContext.Current.CancellationToken);
        var said = new List<string>();
        var report = await new ChaosRun(options, text => { said.Add(text); output.WriteLine(text); }).Run(TestContext.Current.CancellationToken);

        Assert.Empty(report.Judgements.SelectMany(judgement => judgement.Shortest).Select(violation => string.Join('\n', [$"I{violation.Invariant}: {violation.What}", .. violation.Witness])));
        Assert.DoesNotContain(said, text => text.Contains("did not come to", StringComparison.Ordinal));
    }
}

using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Rostra.Hosting;
using Rostra.Operations;
using Xunit;

namespace Rostra.Oversight;

/// <summary>What a node says it did lately. Alone in its process: counters go by the process.</summary>
[Collection(nameof(Measured))]
public sealed class LastMinuteTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public void What_was_counted_is_forgotten_a_minute_later_and_not_before()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var minute = new LastMinute(NodeRole.Gateway, services.GetRequiredService<IMeterFactory>(), _time);
        var sends = Instruments.Meter.CreateCounter<long>("rostra.sends");
        minute.Take();

        sends.Add(3);
        Assert.Equal(3, Later(5).Sends);
        Assert.Equal(3, Later(50).Sends);
        sends.Add(1);
        Assert.Equal(4, Later(5).Sends);
        Assert.Equal(1, Later(5).Sends);
        Assert.Equal(0, Later(61).Sends);

        NodeFigures Later(int seconds)
        {
            _time.Advance(TimeSpan.FromSeconds(seconds));
            return minute.Take();
        }
    }

    [Fact]
    public void Answers_count_by_what_they_were_and_gauges_are_those_of_the_own_host()
    {
        using var ours = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var others = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var minute = new LastMinute(NodeRole.Gateway, ours.GetRequiredService<IMeterFactory>(), _time);
        var acks = Instruments.Meter.CreateCounter<long>("rostra.acks");
        foreach (var (factory, open) in new[] { (ours, 7), (others, 100) })
        {
            factory.GetRequiredService<IMeterFactory>().Create(Instruments.Name).CreateObservableUpDownCounter("rostra.connections", () => open);
        }

        foreach (var outcome in new[] { "kept", "kept", "duplicate", "slowMode" })
        {
            acks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        }

        Assert.Equal(NodeFigures.None with { Kept = 2, Refused = 1, Connections = 7 }, minute.Take());
    }
}

using Rostra.Hosting;
using Rostra.Testing;
using Xunit;

namespace Rostra.Operations;

/// <summary>With a collector set, it is sent metrics and traces.</summary>
public sealed class OtlpTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_collector_is_sent_metrics_and_traces()
    {
        await using var collector = await Collector.Start();
        await using (var rostra = await RostraCluster.Standalone(postgres, setup =>
        {
            setup.Settings = new Dictionary<string, string?> { ["Rostra:Telemetry:OtlpEndpoint"] = collector.Url };
            setup.ComposeGateway = host => host.AddManagement("standalone", "");
        }))
        {
            var ann = await rostra.Person("ann");
            await ann.Send(await ann.CreateRoom("lobby"), "hello");
        } // A stop sends what is left.

        Assert.Contains(collector.Calls, call => call.Path.EndsWith("MetricsService/Export", StringComparison.Ordinal) && call.Bytes > 1_000);
        Assert.Contains(collector.Calls, call => call.Path.EndsWith("TraceService/Export", StringComparison.Ordinal) && call.Bytes > 100);
    }
}

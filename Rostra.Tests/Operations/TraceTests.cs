using System.Collections.Concurrent;
using System.Diagnostics;
using Rostra.Testing;
using Xunit;

namespace Rostra.Operations;

/// <summary>One message is one trace, from whoever sends it to the sockets of those who see it, through two processes' worth of hosts.</summary>
public sealed class TraceTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_message_is_one_trace_from_the_sender_to_the_fan_out()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var mine = new ActivitySource("Rostra.Tests.Trace");
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Rostra" or "Npgsql" or "Rostra.Tests.Trace" || source.Name.StartsWith("Microsoft.Orleans", StringComparison.Ordinal) || source.Name.StartsWith("Microsoft.AspNetCore.SignalR", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var settings = new Dictionary<string, string?> { ["Rostra:Telemetry:OtlpEndpoint"] = "http://127.0.0.1:1" };
        await using (var rostra = await RostraCluster.Start(postgres, silos: 1, gateways: 2, setup => setup.Settings = settings))
        {
            var (ann, bob) = (await rostra.Person("ann", gateway: 0), await rostra.Person("bob", gateway: 1));
            var room = await ann.CreateRoom("lobby");
            await bob.Join(room);
            await bob.Sees(await ann.Send(room, "before anybody traces"));

            using (mine.StartActivity("browser"))
            {
                await bob.Sees(await ann.Send(room, "hello"));
            }
        } // All that was under way has ended.

        var browser = spans.Single(span => span.OperationName == "browser");
        var names = spans.Where(span => span.TraceId == browser.TraceId).Select(span => span.DisplayName).ToList();
        Assert.All(
            ["SendMessage", "rostra.send", "Post", "rostra.commit", "rostra.transaction", "rostra.fanout", "rostra.deliver"],
            part => Assert.True(names.Exists(name => name.Contains(part, StringComparison.Ordinal)), $"{part} is not among {string.Join(", ", names)}"));
    }
}

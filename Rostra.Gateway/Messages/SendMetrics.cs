using System.Diagnostics.Metrics;
using System.Text.Json;
using Rostra.Hosting;

namespace Rostra.Messages;

/// <summary>How many messages people send through this gateway, what they are answered, and how soon.</summary>
internal static class SendMetrics
{
    private static readonly Counter<long> s_sends = Instruments.Meter.CreateCounter<long>("rostra.sends", "{message}", "Messages that people sent; each repeat counts.");
    private static readonly Counter<long> s_acks = Instruments.Meter.CreateCounter<long>("rostra.acks", "{message}", "Answers to sent messages: kept, duplicate, or the refusal's code.");
    private static readonly Histogram<double> s_duration = Instruments.Meter.CreateHistogram(
        "rostra.ack.duration", "s", "From a message's arrival at the gateway to its answer.", advice: Instruments.Seconds);
    private static readonly Histogram<int> s_batch = Instruments.Meter.CreateHistogram(
        "rostra.send.batch", "{message}", "Messages that went to their room in one call.", advice: Instruments.Together);

    private static readonly ImmutableArray<string> s_refusals = [.. Enum.GetNames<RefusalCode>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>Shows what has not happened yet as 0: what is absent raises no alarm when it first happens.</summary>
    public static void Begin()
    {
        s_sends.Add(0);
        foreach (var outcome in s_refusals.Add("kept").Add("duplicate"))
        {
            s_acks.Add(0, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    public static void Sent() => s_sends.Add(1);

    public static void Answered(Outcome<Posted> outcome, TimeSpan took)
    {
        var name = outcome.Refusal is { } refusal ? s_refusals[(int)refusal.Code] : outcome.Value!.Duplicate ? "duplicate" : "kept";
        s_acks.Add(1, new KeyValuePair<string, object?>("outcome", name));
        s_duration.Record(took.TotalSeconds);
    }

    public static void Together(int messages) => s_batch.Record(messages);
}

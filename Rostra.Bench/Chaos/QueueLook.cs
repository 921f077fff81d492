using System.Globalization;
using Rostra.Topology;

namespace Rostra.Chaos;

/// <summary>How much waits inside a silo or a gateway, as it tells operators at <c>/metrics</c>.</summary>
internal sealed class QueueLook : IDisposable
{
    /// <summary>A process that hangs or is cut off tells nothing; the next look comes soon.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _http = new() { Timeout = AnswerMax };

    /// <returns>What waits in each queue of <see cref="QueueLimits"/> that it has; nothing where it does not answer.</returns>
    public async Task<IReadOnlyDictionary<string, long>> At(RostraMember member, CancellationToken cancellation)
    {
        var root = member is GatewayMember gateway ? gateway.ManagementUrl : member.HealthUrl;
        try
        {
            return Parse(await _http.GetStringAsync(new Uri(root, "/metrics"), cancellation));
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return new Dictionary<string, long>();
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Prometheus' text: <c>name{labels} value [time]</c>. What has several labels is added up.</summary>
    internal static Dictionary<string, long> Parse(string page)
    {
        Dictionary<string, long> waiting = [];
        foreach (var line in page.Split('\n', StringSplitOptions.TrimEntries))
        {
            var end = line.IndexOfAny(['{', ' ']);
            if (end <= 0 || !QueueLimits.All.ContainsKey(line[..end])) continue;
            var value = line[(line.LastIndexOf('}') is var labels && labels > 0 ? labels + 1 : end)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
            waiting[line[..end]] = waiting.GetValueOrDefault(line[..end]) + (long)double.Parse(value, CultureInfo.InvariantCulture);
        }

        return waiting;
    }
}

/// <summary>What may wait in one process at a time: the product's own limits, for as many rooms, gateways and sockets as a run has.</summary>
internal static class QueueLimits
{
    private const long RoomsMax = 200;
    private const long GatewaysMax = 8; // Those that died count until they are forgotten.
    private const long SocketsMax = 500;

    /// <summary>By the metric's name at <c>/metrics</c>.</summary>
    public static readonly IReadOnlyDictionary<string, long> All = new Dictionary<string, long>
    {
        ["rostra_commits_waiting"] = RoomsMax, // One of each room is under way.
        ["rostra_gateway_backlog"] = 20_000 * GatewaysMax,
        ["rostra_readmarks_waiting"] = 20_000,
        ["rostra_sends_waiting"] = 10_000,
        ["rostra_connections_backlog_bytes"] = SocketsMax * 1024 * 1024,
    };

    /// <summary>What may be left when all is quiet: next to nothing, for marks and presence go on.</summary>
    public const long QuietMax = 100;

    /// <summary>The same in bytes.</summary>
    public const long QuietBytesMax = 256 * 1024;

    public static long Quiet(string queue) => queue.EndsWith("_bytes", StringComparison.Ordinal) ? QuietBytesMax : QuietMax;
}

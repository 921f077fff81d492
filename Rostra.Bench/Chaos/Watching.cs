using System.Globalization;
using System.Text.RegularExpressions;
using Rostra.Topology;

namespace Rostra.Chaos;

/// <summary>Looks on from beside: what processes use, whether the driver itself comes to run, and what the silos' logs say afterwards.</summary>
internal sealed partial class Watching(LocalCluster cluster, string directory) : IDisposable
{
    private static readonly TimeSpan UsageEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LagMin = TimeSpan.FromMilliseconds(100);
    private readonly HistoryWriter _driver = new(directory, "driver");
    private readonly Dictionary<string, HistoryWriter> _processes = [];
    private readonly QueueLook _queues = new();

    public async Task Run(CancellationToken stopping)
    {
        await Task.WhenAll(WatchLag(stopping), WatchUse(stopping)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Reach(string mark) => _driver.Write(new() { Client = "", Op = Op.Mark, Phase = Phase.Ok, Code = mark });

    public void Presence(Guid room, bool isRight, string what) =>
        _driver.Write(new() { Client = "", Op = Op.Presence, Phase = isRight ? Phase.Ok : Phase.Fail, Room = room, Code = isRight ? null : what });

    /// <summary>Writes down each commit that was refused as stale, and each silo that the others gave up.</summary>
    public void ReadLogs()
    {
        using var logs = new HistoryWriter(directory, "logs");
        foreach (var text in cluster.Silos.Where(silo => File.Exists(silo.LogFile)).Select(silo => (silo.Name, Lines: File.ReadLines(silo.LogFile))))
        {
            foreach (var line in text.Lines)
            {
                if (Overtaken().Match(line) is { Success: true } overtaken)
                {
                    logs.Write(new()
                    {
                        Client = "", Op = Op.Fenced, Phase = Phase.Ok, Gw = text.Name,
                        Room = Guid.Parse(overtaken.Groups["room"].ValueSpan), Seq = long.Parse(overtaken.Groups["seq"].ValueSpan, CultureInfo.InvariantCulture),
                    });
                }
                else if (Dead().IsMatch(line))
                {
                    logs.Write(new() { Client = "", Op = Op.Evicted, Phase = Phase.Ok, Gw = text.Name, Code = line.Trim()[..Math.Min(160, line.Trim().Length)] });
                }
            }
        }
    }

    public void Dispose()
    {
        _driver.Dispose();
        _queues.Dispose();
        foreach (var process in _processes.Values) process.Dispose();
    }

    private async Task WatchLag(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var from = HistoryWriter.Now;
            await Task.Delay(Tick, stopping);
            var late = HistoryWriter.Now - from - (long)Tick.TotalMicroseconds;
            if (late > LagMin.TotalMicroseconds) _driver.Write(new() { Client = "", Op = Op.Lag, Phase = Phase.Ok, Seq = late });
        }
    }

    private async Task WatchUse(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            foreach (var member in cluster.Members) Look(member);
            await Task.WhenAll(cluster.Members.OfType<RostraMember>().Select(member => LookInside(member, stopping)));
            await Task.Delay(UsageEvery, stopping);
        }
    }

    private void Look(Member member)
    {
        if (member.Pid is not { } process || member is PostgresMember) return;
        try
        {
            var handles = Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").LongCount();
            Of(member, process).Write(new() { Client = "", Op = Op.Usage, Phase = Phase.Ok, Seq = member.ResidentBytes, Top = handles });
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended between two looks.
        }
    }

    private async Task LookInside(RostraMember member, CancellationToken stopping)
    {
        if (member.Pid is not { } process) return;
        var waiting = await _queues.At(member, stopping);
        if (member.Pid != process) return; // Another answered, or may have.
        foreach (var (queue, count) in waiting) Of(member, process).Write(new() { Client = "", Op = Op.Queue, Phase = Phase.Ok, Code = queue, Seq = count });
    }

    // A process that was started again is another: it has its own beginning.
    private HistoryWriter Of(Member member, int process)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{member.Name}-{process}");
        lock (_processes)
        {
            if (!_processes.TryGetValue(name, out var writer)) _processes[name] = writer = new(directory, name);
            return writer;
        }
    }

    [GeneratedRegex(@"Room (?<room>[0-9a-f-]{36}) was overtaken by another activation at (?<seq>\d+)")]
    private static partial Regex Overtaken();

    [GeneratedRegex(@"(?i)mark(ed|ing)?\b.*\bas dead|DeclareDead|declared dead|evict(ed|ing)")]
    private static partial Regex Dead();
}

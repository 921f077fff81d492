using System.Diagnostics;
using Rostra.Clients;
using Rostra.Terminal;

namespace Rostra.Crash;

/// <summary>How often and under what load.</summary>
internal sealed record CrashOptions(string App, int Rounds, int Seed, int Writers, int Readers, int Rooms);

/// <summary>What the kills did.</summary>
internal sealed record CrashReport(
    int Rounds, int Seed, int Sent, int Acknowledged, int Repeats, int Stored, int Resets,
    int Lost, int Doubled, int OutOfOrder, int Differing, double BackSecondsMedian, double BackSecondsMax, IReadOnlyList<string> Findings)
{
    public bool Holds => Findings.Count == 0;
}

/// <summary>Kills Rostra and its Postgres again and again while people talk, and then holds everything that was seen against what is there.</summary>
internal sealed class CrashRun(CrashOptions options, IStage stage)
{
    private const int LoadMaxMs = 2_500;
    private static readonly TimeSpan BackMax = TimeSpan.FromMinutes(2);

    public async Task<CrashReport> Run(CancellationToken cancellation)
    {
        var random = new Random(options.Seed);
        using var victim = new Victim(options.App);
        await victim.Start(cancellation);
        using var api = new Api(victim.Url);
        var crowd = await Crowd.Gather(api, options, random, cancellation);

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var firstAck = crowd.NextAck();
        var running = crowd.Run(stopping.Token);
        await Within(firstAck, running, victim, cancellation);
        var back = new List<TimeSpan>();
        await stage.Show("kills", options.Rounds, one => Rounds(victim, crowd, running, random, back, one, cancellation));

        var isSettled = await crowd.Settle(cancellation);
        await stopping.CancelAsync();
        await running;
        var report = Report(await crowd.Transcribe(cancellation), crowd, isSettled, back);
        await victim.Kill();
        if (report.Holds) victim.Forget();
        return report;
    }

    private async Task Rounds(
        Victim victim, Crowd crowd, Task running, Random random, List<TimeSpan> back, Action one, CancellationToken cancellation)
    {
        for (var round = 0; round < options.Rounds; round++)
        {
            await Task.Delay(random.Next(LoadMaxMs), cancellation);
            await victim.Kill();
            var (start, firstAck) = (Stopwatch.GetTimestamp(), crowd.NextAck());
            await victim.Start(cancellation);
            await Within(firstAck, running, victim, cancellation);
            back.Add(Stopwatch.GetElapsedTime(start));
            one();
        }
    }

    private static async Task Within(Task firstAck, Task running, Victim victim, CancellationToken cancellation)
    {
        var first = await Task.WhenAny(firstAck, running, Task.Delay(BackMax, cancellation));
        if (first == firstAck) return;
        if (first == running) await running;
        throw new BenchException($"Nothing was acknowledged within {BackMax.TotalMinutes} minutes of the start. Rostra's output is in {victim.Log}.");
    }

    private CrashReport Report(Transcript transcript, Crowd crowd, bool isSettled, List<TimeSpan> back)
    {
        var findings = HistoryCheck.Check(transcript);
        var others = crowd.Faults.Concat(isSettled ? [] : ["not everything was acknowledged and seen in time"]).ToArray();
        var seconds = back.Select(time => time.TotalSeconds).Order().ToArray();
        return new(
            options.Rounds, options.Seed, transcript.Sends.Count, transcript.Sends.Count(sent => sent.Acks.Count > 0),
            transcript.Sends.Count(sent => sent.Acks.Any(ack => ack.Duplicate)), transcript.Readings.Sum(reading => reading.Messages.Count), crowd.Resets,
            Count(Violation.Lost), Count(Violation.Doubled), Count(Violation.OutOfOrder), Count(Violation.Differing) + others.Length,
            seconds.Length == 0 ? 0 : seconds[seconds.Length / 2], seconds.LastOrDefault(),
            [.. findings.Select(finding => $"{finding.Violation}: {finding.What}"), .. others]);

        int Count(Violation violation) => findings.Count(finding => finding.Violation == violation);
    }
}

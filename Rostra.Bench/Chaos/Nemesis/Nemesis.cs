using Rostra.Clients;

namespace Rostra.Chaos;

/// <summary>Hurts the cluster as the seed says, one to three ways at a time, and heals all of it in the end.</summary>
internal sealed class Nemesis(IReadOnlyList<Injury> injuries, HistoryWriter history, Random random, Action<string> say)
{
    private const int AtOnceMax = 3;
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);
    private readonly HashSet<string> _hurt = [];
    private readonly InjuryPlan _plan = new(injuries, random);
    private Task _needed = Task.CompletedTask;
    private int _number;

    public async Task Run(TimeSpan time, CancellationToken cancellation)
    {
        var end = HistoryWriter.Now + (long)time.TotalMicroseconds;
        var running = new List<Task>();
        while (Left(end) > TimeSpan.Zero)
        {
            running.RemoveAll(task => task.IsCompletedSuccessfully);
            if (running.Count < AtOnce() && Choose() is { } injury)
            {
                running.Add(Inflict(injury, end, cancellation));
                if (injury.IsNeeded) _needed = running[^1];
            }

            await Task.Delay(Least(PauseMax * random.NextDouble(), Left(end)), cancellation);
        }

        await Task.WhenAll(running);
    }

    /// <summary>One after the other, as often as asked for: for short runs that must see certain faults.</summary>
    public async Task Inflict(string name, TimeSpan forTime, CancellationToken cancellation)
    {
        var injury = injuries.FirstOrDefault(injury => injury.Name == name) ?? throw new BenchException($"There is no injury “{name}”: {string.Join(", ", injuries.Select(known => known.Name))}.");
        await Inflict(injury with { Seconds = (forTime.TotalSeconds, forTime.TotalSeconds) }, long.MaxValue, cancellation);
    }

    // What is needed must not be spoiled by what else happens.
    private int AtOnce() => _plan.IsAtItsBeginning || !_needed.IsCompleted ? 1 : 1 + random.Next(AtOnceMax);

    private Injury? Choose()
    {
        lock (_hurt) return _plan.Next(_hurt);
    }

    private async Task Inflict(Injury injury, long end, CancellationToken cancellation)
    {
        lock (_hurt) _hurt.Add(injury.Part);
        var time = TimeSpan.FromSeconds(injury.Seconds.Min + (random.NextDouble() * (injury.Seconds.Max - injury.Seconds.Min)));
        var line = new HistoryLine { Client = "", Op = Op.Fault, Code = $"#{Interlocked.Increment(ref _number)} {injury.Name}", N = null };
        history.Write(line);
        say($"{line.Code} for {time.TotalSeconds:F1} s");
        try
        {
            await injury.Hurt(cancellation);
            await Task.Delay(Least(time, end == long.MaxValue ? time : Left(end)), cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            say($"{line.Code}: {fault.Message}");
        }

        await Heal(injury, line.Code!, cancellation);
        history.Write(line with { Phase = Phase.Ok });
        lock (_hurt) _hurt.Remove(injury.Part);
    }

    private async Task Heal(Injury injury, string name, CancellationToken cancellation)
    {
        try
        {
            if (injury.Heal is { } heal) await heal(cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            say($"{name}: healing failed, the end of the run tries again: {fault.Message}");
        }
    }

    private static TimeSpan Left(long end) => TimeSpan.FromMicroseconds(Math.Max(0, end - HistoryWriter.Now));

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

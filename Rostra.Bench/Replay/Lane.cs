using System.Diagnostics;
using Rostra.Clients;

namespace Rostra.Replay;

/// <summary>One person in one room: lines go out in the order of the file, several under way, and after a failure again from the first unanswered.</summary>
internal sealed class Lane(Guid roomId, Speaker speaker, IVoices voices, SendLog log, Action<Spoken> acked, TaskCompletionSource broken)
{
    private static readonly TimeSpan SilenceMax = TimeSpan.FromMinutes(3);
    private readonly Lock _lock = new();
    private readonly LinkedList<Spoken> _waiting = [];
    private bool _isPumping;
    private Task _pump = Task.CompletedTask;

    /// <summary>Everything that was added is answered; or the reason why it cannot be.</summary>
    public Task Finished => _pump;

    public void Add(Spoken line, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _waiting.AddLast(line);
            if (_isPumping) return;
            _isPumping = true;
            _pump = Watched(cancellation);
        }
    }

    // Others wait for this lane's lines: its end must end their waiting.
    private async Task Watched(CancellationToken cancellation)
    {
        await Task.Yield(); // Called under the lock.
        try
        {
            await Pump(cancellation);
        }
        catch (Exception fault)
        {
            broken.TrySetException(fault);
            throw;
        }
    }

    private async Task Pump(CancellationToken cancellation)
    {
        var (attempt, lastAnswer) = (0, Stopwatch.GetTimestamp());
        while (true)
        {
            var lease = await voices.Borrow(speaker, cancellation);
            Problem? problem;
            try
            {
                (problem, var progressed) = await SayAll(lease.Voice, cancellation);
                if (progressed) (attempt, lastAnswer) = (0, Stopwatch.GetTimestamp());
            }
            finally
            {
                lease.Return();
            }

            if (problem is null) return;
            if (!problem.IsPassing) throw new BenchException($"“{speaker.Username}” may not speak: {problem}");
            if (Stopwatch.GetElapsedTime(lastAnswer) > SilenceMax) throw new BenchException($"No answer for {SilenceMax.TotalMinutes} minutes ({problem}). Is the server up? The same command goes on where this one stopped.");
            await Task.Delay(Patience.Pause(problem, attempt++), cancellation);
        }
    }

    /// <summary>Null when nothing is left to say; else the first problem, once all that was under way is answered and what failed waits again, in order.</summary>
    private async Task<(Problem? Problem, bool Progressed)> SayAll(IVoice voice, CancellationToken cancellation)
    {
        var underWay = new Queue<(Spoken Line, Task<Answer<WirePosted>> Answer, long At)>();
        var failed = new List<Spoken>();
        (Problem? problem, var progressed) = (null, false);
        while (true)
        {
            while (problem is null && underWay.Count < voice.Window && Next() is { } line)
            {
                cancellation.ThrowIfCancellationRequested();
                underWay.Enqueue((line, voice.Say(roomId, line, cancellation), Stopwatch.GetTimestamp()));
            }

            if (underWay.Count == 0)
            {
                if (problem is not null) PutBack(failed);
                if (problem is not null || IsDone()) return (problem, progressed);
                continue;
            }

            var (said, answering, at) = underWay.Dequeue();
            var answer = await answering;
            if (answer.Value is { } posted)
            {
                progressed = true;
                log.Ack(Stopwatch.GetElapsedTime(at), posted.Duplicate);
                acked(said);
            }
            else
            {
                problem ??= answer.Problem;
                failed.Add(said);
                log.Repeat();
            }
        }
    }

    private Spoken? Next()
    {
        lock (_lock)
        {
            if (_waiting.First is not { } first) return null;
            _waiting.RemoveFirst();
            return first.Value;
        }
    }

    private void PutBack(List<Spoken> lines)
    {
        lock (_lock)
        {
            for (var last = lines.Count - 1; last >= 0; last--) _waiting.AddFirst(lines[last]);
        }
    }

    private bool IsDone()
    {
        lock (_lock)
        {
            if (_waiting.Count > 0) return false;
            _isPumping = false;
            return true;
        }
    }
}

using System.Diagnostics;
using Rostra.Clients;

namespace Rostra.Replay;

/// <summary>One person in one room: lines go out in the order of the file, several under way, and after a failure again from the first unanswered.</summary>
internal sealed class Lane(Guid roomId, Speaker speaker, IVoices voices, SendLog log, Action<Spoken> acked, TaskCompletionSource broken)
{
    private static readonly TimeSpan SilenceMax = TimeSpan.FromMinutes(3);
    private readonly Outbox<Spoken> _outbox = new(int.MaxValue);
    private Task _pump = Task.CompletedTask;

    /// <summary>Everything that was added is answered; or the reason why it cannot be.</summary>
    public Task Finished => _pump;

    public void Add(Spoken line, CancellationToken cancellation)
    {
        if (_outbox.Add(line)) _pump = Watched(cancellation);
    }

    // Others wait for this lane's lines: its end must end their waiting.
    private async Task Watched(CancellationToken cancellation)
    {
        await Task.Yield(); // Whoever adds goes on adding.
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

    /// <summary>Null when nothing is left to say; else the first problem.</summary>
    private Task<(Problem? Problem, bool Progressed)> SayAll(IVoice voice, CancellationToken cancellation)
    {
        var starts = new Dictionary<Spoken, long>();
        return _outbox.SendAll(() => voice.Window, Say, Settle, cancellation);

        Task<Answer<Posted>> Say(Spoken line)
        {
            starts[line] = Stopwatch.GetTimestamp();
            return voice.Say(roomId, line, cancellation);
        }

        bool Settle(Spoken line, Answer<Posted> answer)
        {
            starts.Remove(line, out var start);
            if (answer.Value is not { } posted)
            {
                log.Repeat();
                return false;
            }

            log.Ack(Stopwatch.GetElapsedTime(start), posted.Duplicate);
            acked(line);
            return true;
        }
    }
}

using System.Data.Common;
using Orleans.Serialization;

namespace Rostra.Hosting;

/// <summary>How long the gateway goes on trying a command whose outcome is unknown, before it says so.</summary>
internal sealed class Patience(TimeProvider clock, ClusterNews news)
{
    /// <summary>More than three tries of two seconds; less than what clients wait.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromSeconds(8);

    public static readonly Refusal Busy = new(RefusalCode.Busy, "The room could not be reached in time. Repeat the same request.", RetryAfterMs: 1_000);

    public static readonly Refusal Broken = Refusals.OfStatus(StatusCodes.Status500InternalServerError);

    private static readonly TimeSpan LeftMin = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(500);

    public TimeSpan Now => clock.GetElapsedTime(0);

    public TimeSpan Deadline() => Now + Whole;

    public bool IsOver(TimeSpan deadline) => Now >= deadline;

    /// <summary>What is left until then; never zero or less, which would mean something else to those who wait.</summary>
    public TimeSpan Left(TimeSpan deadline) => deadline - Now is var left && left > LeftMin ? left : LeftMin;

    public Task Until(TimeSpan deadline, CancellationToken cancellation) => Task.Delay(Left(deadline), clock, cancellation);

    /// <summary>Longer with each failed try; not the same for all who wait.</summary>
    public Task Pause(int tries)
    {
        var pause = TimeSpan.FromTicks(Math.Min(PauseMin.Ticks << Math.Min(tries - 1, 10), PauseMax.Ticks));
        return Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), clock);
    }

    /// <summary>Repeats a question, or what is done once however often it is asked for, until the answer is known. <paramref name="attempt"/> is told whether it is a repeat.</summary>
    public Task<Outcome<T>> Try<T>(Func<bool, Task<Outcome<T>>> attempt) => Try(attempt, Deadline());

    public async Task<Outcome<T>> Try<T>(Func<bool, Task<Outcome<T>>> attempt, TimeSpan deadline)
    {
        for (var tries = 0; ;)
        {
            try
            {
                var outcome = await Unless(attempt(tries > 0).WaitAsync(Left(deadline), clock));
                if (!IsOpen(outcome.Refusal))
                {
                    return outcome;
                }
            }
            catch (Exception fault) when (IsWorthAnotherTry(fault))
            {
                // The call may have run: the repeat finds out.
            }

            await Pause(++tries);
            if (IsOver(deadline))
            {
                return Busy;
            }
        }
    }

    /// <summary>
    /// Repeats a change until its outcome is known. A try that was not answered may have been kept, and why its repeat is refused may have come after it. A refusal says that
    /// nothing was changed: where nobody knows that, the answer is busy, and whoever asks anew is told what is so then.
    /// </summary>
    public async Task<Outcome<T>> Change<T>(Func<bool, Task<Outcome<T>>> attempt)
    {
        var isRepeat = false;
        var outcome = await Try(again => attempt(isRepeat = again));
        return isRepeat && outcome.IsRefused ? Busy : outcome;
    }

    /// <summary>Repeats what has no refusals of its own, until it has answered. <paramref name="attempt"/> is told whether it is a repeat.</summary>
    public async Task<T> Until<T>(Func<bool, Task<T>> attempt)
    {
        var deadline = Deadline();
        for (var tries = 0; ;)
        {
            try
            {
                return await Unless(attempt(tries > 0).WaitAsync(Left(deadline), clock));
            }
            catch (Exception fault) when (IsWorthAnotherTry(fault) && !IsOver(deadline))
            {
                await Pause(++tries);
            }
        }
    }

    /// <summary>Once more only where the way was broken: for what does not get shorter by asking again.</summary>
    public async Task<T> Reach<T>(Func<Task<T>> attempt) => await await Until(async _ =>
    {
        var call = attempt();
        await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return call.Exception?.InnerException is { } fault and not (TimeoutException or DbException or CodecNotFoundException) && IsWorthAnotherTry(fault) ? throw fault : call;
    });

    /// <summary>The call's answer; a time-out as soon as silos come or go: it may be with one that will never answer. What the call does meanwhile, the repeat finds.</summary>
    public async Task<T> Unless<T>(Task<T> call)
    {
        if (!call.IsCompleted && await Task.WhenAny(call, news.Next) != call)
        {
            _ = call.ContinueWith(static late => late.Exception, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously);
            throw new TimeoutException("Silos came or went while the call was under way.");
        }

        return await call;
    }

    /// <summary>Whether a refusal leaves the outcome open: overtaken, or no room in a queue.</summary>
    public static bool IsOpen(Refusal? refusal) => refusal?.Code is RefusalCode.Moved or RefusalCode.Busy;

    /// <summary>
    /// Faults of the way to the room, not of the command. A time-out does not tell whether the call has run. What a silo's database driver throws cannot travel
    /// to a gateway of its own process, which knows no such type: it arrives as a missing codec.
    /// </summary>
    public static bool IsWorthAnotherTry(Exception fault) =>
        fault is TimeoutException or OrleansException or DbException or IOException or OperationCanceledException or ObjectDisposedException or CodecNotFoundException;
}

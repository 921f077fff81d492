using System.Diagnostics;
using Rostra.Hosting;

namespace Rostra.Messages;

/// <summary>The sends to one room, in the order they came: one batch under way, the rest gathers. A batch with an unknown outcome is sent again as it was.</summary>
internal sealed class RoomOutlet(
    Func<ImmutableArray<PostMessage>, Task<ImmutableArray<Outcome<Posted>>>> post, Patience patience, int countMax, Action<RoomOutlet> onEmpty)
{
    public const int BatchMax = 500;

    private readonly Lock _lock = new();
    private readonly List<Sending> _waiting = [];
    private bool _isRunning;
    private bool _isDone;

    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>False: this outlet is done, take another.</summary>
    public bool Add(Sending sending)
    {
        lock (_lock)
        {
            if (_isDone)
            {
                return false;
            }

            if (_waiting.Count >= countMax)
            {
                sending.Answer(Patience.Busy);
                return true;
            }

            _waiting.Add(sending);
            if (_isRunning)
            {
                return true;
            }

            _isRunning = true;
        }

        _ = Run();
        return true;
    }

    private async Task Run()
    {
        var tries = 0;
        while (Batch() is { Count: > 0 } batch)
        {
            tries = await Try(batch) ? 0 : tries + 1;
            if (tries > 0)
            {
                await patience.Pause(tries);
            }
        }

        onEmpty(this);
    }

    /// <summary>The first in line. They stay in line until they are answered.</summary>
    private List<Sending> Batch()
    {
        lock (_lock)
        {
            GiveUpLate();
            _isDone = _waiting.Count == 0;
            return _waiting[..Math.Min(BatchMax, _waiting.Count)];
        }
    }

    /// <returns>Whether the room was reached and took, or refused, something.</returns>
    private async Task<bool> Try(List<Sending> batch)
    {
        SendMetrics.Together(batch.Count);
        using var span = Instruments.Below("rostra.send", ActivityKind.Internal, batch.Select(sending => sending.Trace));
        ImmutableArray<Outcome<Posted>> outcomes;
        try
        {
            outcomes = await InTime(patience.Unless(post([.. batch.Select(sending => sending.Post)])));
        }
        catch (Exception fault) when (Patience.IsWorthAnotherTry(fault))
        {
            batch.ForEach(sending => sending.IsRepeat = true);
            return false;
        }
        catch (Exception)
        {
            Break(batch);
            return true;
        }

        return Answer(batch, outcomes);
    }

    /// <summary>The call's answer. Whose time is up while it is under way is told so then: the call may take two seconds more.</summary>
    private async Task<ImmutableArray<Outcome<Posted>>> InTime(Task<ImmutableArray<Outcome<Posted>>> call)
    {
        while (!call.IsCompleted && NextDeadline() is { } deadline)
        {
            using var answered = new CancellationTokenSource();
            if (await Task.WhenAny(call, patience.Until(deadline, answered.Token)) == call)
            {
                await answered.CancelAsync();
                break;
            }

            lock (_lock)
            {
                GiveUpLate();
            }
        }

        return await call;
    }

    private TimeSpan? NextDeadline()
    {
        lock (_lock)
        {
            return _waiting.Count == 0 ? null : _waiting.Min(sending => sending.Deadline);
        }
    }

    /// <summary>What was kept of them nobody knows. What waits behind them from the same origins would come before their repeat: it shall be repeated with them.</summary>
    private void Break(List<Sending> batch)
    {
        var origins = batch.Select(sending => sending.Origin).ToHashSet();
        List<Sending> behind;
        lock (_lock)
        {
            behind = _waiting.FindAll(sending => origins.Contains(sending.Origin) && !batch.Contains(sending));
            _waiting.RemoveAll(sending => origins.Contains(sending.Origin));
        }

        batch.ForEach(sending => sending.Answer(Patience.Broken));
        behind.ForEach(sending => sending.Answer(Patience.Busy));
    }

    private bool Answer(List<Sending> batch, ImmutableArray<Outcome<Posted>> outcomes)
    {
        var passed = Passed(batch, outcomes);
        var answered = new HashSet<Sending>(ReferenceEqualityComparer.Instance);
        for (var at = 0; at < batch.Count; at++)
        {
            var isOpen = Patience.IsOpen(outcomes[at].Refusal);
            if (!isOpen || passed.GetValueOrDefault(batch[at].Origin, -1) > at)
            {
                // Something later of the same origin has its place already: sent again, this one would come behind it.
                batch[at].Answer(isOpen || IsOfNow(batch[at], outcomes[at]) ? Patience.Busy : outcomes[at]);
                answered.Add(batch[at]);
            }
            else
            {
                batch[at].IsRepeat = true;
            }
        }

        lock (_lock)
        {
            _waiting.RemoveAll(answered.Contains);
        }

        return answered.Count > 0;
    }

    /// <summary>The try before may have been kept, and this refusal speaks of what has become of the room, or of its author, since.</summary>
    private static bool IsOfNow(Sending sending, Outcome<Posted> outcome) =>
        sending.IsRepeat && outcome.Refusal?.Code is RefusalCode.NotMember or RefusalCode.RoomNotFound;

    /// <summary>For each origin the last place on the batch that was kept.</summary>
    private static Dictionary<object, int> Passed(List<Sending> batch, ImmutableArray<Outcome<Posted>> outcomes)
    {
        Dictionary<object, int> passed = [];
        for (var at = 0; at < batch.Count; at++)
        {
            if (!outcomes[at].IsRefused)
            {
                passed[batch[at].Origin] = at;
            }
        }

        return passed;
    }

    /// <summary>Whose time is up is told so, and with it all that came from the same origin: it shall repeat them together, in order.</summary>
    private void GiveUpLate()
    {
        var late = _waiting.Where(sending => patience.IsOver(sending.Deadline)).Select(sending => sending.Origin).ToHashSet();
        if (late.Count > 0)
        {
            _waiting.Where(sending => late.Contains(sending.Origin)).ToList().ForEach(sending => sending.Answer(Patience.Busy));
            _waiting.RemoveAll(sending => late.Contains(sending.Origin));
        }
    }
}

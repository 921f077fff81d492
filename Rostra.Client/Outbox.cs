namespace Rostra.Clients;

/// <summary>
/// What is to be sent, first in, first out: several under way at once, and after a failure again from the first unanswered, so that a repeat is never overtaken.
/// </summary>
/// <param name="waitingMax">How many may wait, those under way included.</param>
internal sealed class Outbox<T>(int waitingMax)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<T> _waiting = [];
    private bool _isPumping;
    private int _underWay;

    /// <summary>Nothing answered yet, in order.</summary>
    public IReadOnlyList<T> Waiting
    {
        get
        {
            lock (_lock) return [.. _waiting];
        }
    }

    /// <returns>True: the caller has to see to it that <see cref="SendAll"/> is called until it answers null.</returns>
    /// <exception cref="RostraException">As many wait as may.</exception>
    public bool Add(T item)
    {
        lock (_lock)
        {
            if (_waiting.Count >= waitingMax) throw new RostraException($"{waitingMax} messages wait to be sent already.") { Code = "outboxFull" };
            _waiting.AddLast(item);
            (var start, _isPumping) = (!_isPumping, true);
            return start;
        }
    }

    /// <summary>Sends what waits.</summary>
    /// <param name="window">How many may be under way, asked again before each.</param>
    /// <param name="send">Called in order.</param>
    /// <param name="settle">Takes the answer; false: it is to be sent again, and so are those that follow it and are not settled.</param>
    /// <returns>Null when nothing is left; else the first problem, once all that was under way is answered.</returns>
    public async Task<(Problem? Problem, bool Progressed)> SendAll(
        Func<int> window, Func<T, Task<Answer<Posted>>> send, Func<T, Answer<Posted>, bool> settle, CancellationToken cancellation)
    {
        var underWay = new Queue<(LinkedListNode<T> Item, Task<Answer<Posted>> Answer)>();
        (Problem? problem, var progressed) = (null, false);
        lock (_lock) _underWay = 0;
        while (true)
        {
            while (problem is null && underWay.Count < window() && Next() is { } next)
            {
                cancellation.ThrowIfCancellationRequested();
                underWay.Enqueue((next, send(next.Value)));
            }

            if (!underWay.TryDequeue(out var oldest))
            {
                if (problem is not null || IsDone()) return (problem, progressed);
                continue;
            }

            var answer = await oldest.Answer;
            if (settle(oldest.Item.Value, answer)) (progressed, _) = (true, Remove(oldest.Item));
            else problem ??= answer.Problem;
        }
    }

    // Those that failed stay where they are, in front of what was never sent: after a problem nothing more is taken until all is to be sent anew.
    private LinkedListNode<T>? Next()
    {
        lock (_lock)
        {
            var next = _waiting.First;
            for (var i = 0; i < _underWay && next is not null; i++) next = next.Next;
            if (next is not null) _underWay++;
            return next;
        }
    }

    private bool Remove(LinkedListNode<T> item)
    {
        lock (_lock)
        {
            _waiting.Remove(item);
            _underWay--;
            return true;
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

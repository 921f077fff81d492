namespace Rostra.Testing;

/// <summary>What goes wrong with the grain calls that a host makes.</summary>
public sealed class CallFaults : IOutgoingGrainCallFilter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _toLose = [];
    private readonly Dictionary<string, Func<Task>> _meanwhile = [];
    private readonly Dictionary<string, int> _lost = [];
    private readonly HashSet<string> _swallowed = [];

    /// <summary>
    /// The next so many calls of this name (as <c>Post</c>) run, and their effects stay, but the caller is told at once what it would be told in the end: that the time is up.
    /// </summary>
    public void LoseAnswers(string method, int count)
    {
        lock (_lock)
        {
            _toLose[method] = _toLose.GetValueOrDefault(method) + count;
        }
    }

    /// <summary>As above, once; what happens meanwhile is over before the caller is told, and repeats.</summary>
    public void LoseAnswer(string method, Func<Task> meanwhile)
    {
        lock (_lock)
        {
            _meanwhile[method] = meanwhile;
        }

        LoseAnswers(method, 1);
    }

    /// <summary>From now on calls of this name do not arrive at all.</summary>
    public void Swallow(string method)
    {
        lock (_lock)
        {
            _swallowed.Add(method);
        }
    }

    /// <summary>How many calls of this name, or answers to them, were lost so far.</summary>
    public int Lost(string method)
    {
        lock (_lock)
        {
            return _lost.GetValueOrDefault(method);
        }
    }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var isSwallowed = IsSwallowed(context.MethodName);
        if (!isSwallowed)
        {
            await context.Invoke();
        }

        if (isSwallowed || TakeAnswer(context.MethodName))
        {
            await Meanwhile(context.MethodName);
            throw new TimeoutException($"A test has lost {context.MethodName}, or the answer to it.");
        }
    }

    private Task Meanwhile(string method)
    {
        lock (_lock)
        {
            return _meanwhile.Remove(method, out var meanwhile) ? meanwhile() : Task.CompletedTask;
        }
    }

    private bool IsSwallowed(string method)
    {
        lock (_lock)
        {
            if (!_swallowed.Contains(method))
            {
                return false;
            }

            _lost[method] = _lost.GetValueOrDefault(method) + 1;
            return true;
        }
    }

    private bool TakeAnswer(string method)
    {
        lock (_lock)
        {
            if (_toLose.GetValueOrDefault(method) is 0)
            {
                return false;
            }

            _toLose[method]--;
            _lost[method] = _lost.GetValueOrDefault(method) + 1;
            return true;
        }
    }
}

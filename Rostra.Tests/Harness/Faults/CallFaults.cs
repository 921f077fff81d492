namespace Rostra.Testing;

/// <summary>What goes wrong with the grain calls that a host makes.</summary>
public sealed class CallFaults : IOutgoingGrainCallFilter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _toLose = [];
    private readonly Dictionary<string, int> _lost = [];

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

    /// <summary>How many answers to this method were lost so far.</summary>
    public int Lost(string method)
    {
        lock (_lock)
        {
            return _lost.GetValueOrDefault(method);
        }
    }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        await context.Invoke();
        if (Take(context.MethodName))
        {
            throw new TimeoutException($"A test has lost the answer to {context.MethodName}.");
        }
    }

    private bool Take(string method)
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

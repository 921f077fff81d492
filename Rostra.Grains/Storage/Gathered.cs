namespace Rostra.Storage;

/// <summary>
/// Reads that many may want at one moment, each for themselves. Who comes alone is served at once; those who come while others are served go together in the next
/// read, and after a read for many the next one waits a little: however many come, the database is asked a few times in a second.
/// </summary>
/// <param name="read">Answers for each of the keys.</param>
internal sealed class Gathered<TKey, TValue>(Func<TKey[], Task<IReadOnlyDictionary<TKey, TValue>>> read, TimeProvider time)
    where TKey : notnull
{
    /// <summary>Keys of one read.</summary>
    private const int KeysMax = 200;

    /// <summary>Reads under way at once: one that hangs does not keep everybody waiting.</summary>
    private const int LanesMax = 2;

    /// <summary>More than this are many.</summary>
    private const int FewMax = 8;

    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private Dictionary<TKey, TaskCompletionSource<TValue>> _waiting = [];
    private int _lanes;

    /// <summary>As of a moment after this call. A read that fails fails for all who went with it.</summary>
    public Task<TValue> Read(TKey key)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(key, out var asked))
            {
                _waiting[key] = asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            if (_lanes < LanesMax)
            {
                _lanes++;
                Start();
            }
            return asked.Task;
        }
    }

    private void Start()
    {
        // Away from the scheduler and the context of the grain that asks: others go with it.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(Run);
        }
    }

    private async Task Run()
    {
        while (Take() is { Count: > 0 } asked)
        {
            await Serve(asked);
            if (asked.Count > FewMax)
            {
                await Task.Delay(GatherFor, time);
            }
        }
    }

    private Dictionary<TKey, TaskCompletionSource<TValue>> Take()
    {
        lock (_lock)
        {
            var taken = _waiting;
            _waiting = [];
            if (taken.Count > KeysMax)
            {
                _waiting = taken.Skip(KeysMax).ToDictionary();
                taken = taken.Take(KeysMax).ToDictionary();
            }
            _lanes -= taken.Count == 0 ? 1 : 0;
            return taken;
        }
    }

    private async Task Serve(Dictionary<TKey, TaskCompletionSource<TValue>> asked)
    {
        try
        {
            var values = await read([.. asked.Keys]);
            foreach (var (key, answer) in asked)
            {
                answer.SetResult(values[key]);
            }
        }
        catch (Exception fault)
        {
            foreach (var answer in asked.Values)
            {
                answer.TrySetException(fault);
            }
        }
    }
}

namespace Rostra.Testing;

/// <summary>What a test waited for did not come. Says what was awaited, and what came instead.</summary>
public sealed class NeverCameException(string awaited, string seen, TimeSpan waited)
    : TimeoutException($"Waited {waited.TotalSeconds:0.#} s for {awaited}, and it never came.{Environment.NewLine}What was seen: {seen}");

/// <summary>Rostra answered, and not what the test needs to go on.</summary>
public sealed class UnexpectedAnswerException(string message) : Exception(message);

/// <summary>How the harness waits: for an event, never for a time to pass, and not for ever.</summary>
public static class Waiting
{
    /// <summary>How long for what must come. Long: it is spent only by a test that fails.</summary>
    public static TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Waits for the task, and says in plain words what did not come.</summary>
    public static async Task<T> For<T>(Task<T> coming, Func<string> awaited, Func<string> seen)
    {
        try
        {
            return await coming.WaitAsync(Limit);
        }
        catch (TimeoutException) when (!coming.IsCompleted)
        {
            throw new NeverCameException(awaited(), seen(), Limit);
        }
    }
}

/// <summary>Something that changes, and those who wait until it is as they need it.</summary>
internal sealed class Changing
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = New();

    /// <summary>To be called after each change.</summary>
    public void Changed()
    {
        TaskCompletionSource now;
        lock (_lock)
        {
            (now, _next) = (_next, New());
        }

        now.TrySetResult();
    }

    /// <summary>Looks, and looks again after each change, until there is an answer.</summary>
    public Task<T> Until<T>(Func<T?> look, Func<string> awaited, Func<string> seen)
        where T : class => Waiting.For(Look(look), awaited, seen);

    private async Task<T> Look<T>(Func<T?> look)
        where T : class
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                next = _next.Task;
            }

            if (look() is { } found)
            {
                return found;
            }

            await next;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

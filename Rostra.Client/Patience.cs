namespace Rostra.Clients;

/// <summary>How long a request is repeated: as told when a limit is met, with growing pauses when the server is away.</summary>
internal sealed class Patience(TimeSpan limit, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(3);

    public static readonly Patience Usual = new(TimeSpan.FromMinutes(3), TimeProvider.System);

    public async Task<Answer<T>> Insist<T>(Func<Task<Answer<T>>> ask, CancellationToken cancellation)
        where T : class
    {
        var start = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var answer = await ask();
            if (answer.Problem is not { IsPassing: true } problem || time.GetElapsedTime(start) > limit) return answer;
            await Task.Delay(Pause(problem, attempt), time, cancellation);
        }
    }

    public static TimeSpan Pause(Problem problem, int attempt) =>
        problem.RetryAfterMs is { } told
            ? TimeSpan.FromMilliseconds(Math.Max(told, 1))
            : TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(attempt, 10), PauseMax.Ticks));
}

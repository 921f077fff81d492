namespace Rostra.Topology;

/// <summary>Starts again what ended by itself, after a pause that grows with each time; never what somebody killed or stopped by command.</summary>
internal sealed class Keeper : IAsyncDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_pauseMin = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_pauseMax = TimeSpan.FromSeconds(30);

    /// <summary>What has run for so long is believed to be well.</summary>
    private static readonly TimeSpan s_wellAfter = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Action<string> _say;
    private readonly Task _watch;

    public Keeper(IEnumerable<Member> members, Action<string> say)
    {
        _say = say;
        _watch = Task.WhenAll(members.Select(member => Keep(member, _stopping.Token)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task Keep(Member member, CancellationToken stopping)
    {
        var pause = s_pauseMin;
        var startedAt = DateTimeOffset.MinValue;
        while (true)
        {
            await Task.Delay(s_look, stopping);
            if (!member.Restarts || member.State is not MemberState.Ended)
            {
                continue;
            }

            pause = DateTimeOffset.UtcNow - startedAt > s_wellAfter ? s_pauseMin : Min(pause * 2, s_pauseMax);
            _say($"{member.Name} ended by itself; it is started again in {pause.TotalSeconds} s");
            await Task.Delay(pause, stopping);
            startedAt = DateTimeOffset.UtcNow;
            await StartAgain(member, stopping);
        }
    }

    private async Task StartAgain(Member member, CancellationToken stopping)
    {
        try
        {
            if (await member.StartAgain(stopping))
            {
                _say($"{member.Name} runs again as {member.Pid}");
            }
        }
        catch (Exception refused) when (refused is StartRefusedException or IOException or InvalidOperationException or Npgsql.NpgsqlException)
        {
            _say($"{member.Name} cannot be started: {refused.Message}");
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

namespace Rostra.Realtime;

/// <summary>What a feed wants to be asked of the cluster; whoever asks brings the answer back.</summary>
internal abstract record FeedCall
{
    /// <param name="Users">To be let in, if they are members.</param>
    /// <param name="Last">How far the feed was when it asked.</param>
    /// <param name="Report">Who is here, those to be let in among them.</param>
    public sealed record Attach(ImmutableArray<Guid> Users, long? Last, PresenceReport Report) : FeedCall;

    public sealed record Renew(long? Last, PresenceReport Report) : FeedCall;

    public sealed record Detach : FeedCall;

    /// <param name="Life">Counts the resets: an answer to an earlier life is of no use.</param>
    public sealed record Fetch(long After, int Life) : FeedCall;
}

/// <summary>How patient feeds are.</summary>
internal sealed record FeedTimes
{
    public TimeSpan RenewEvery { get; init; } = GatewayLease.RenewEvery;

    /// <summary>After an activation's end all gateways attach again; not all at the same moment.</summary>
    public TimeSpan ReattachSpread { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>An empty feed is kept for those who come back at once.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Batches up to a head told in an answer are mostly on their way already.</summary>
    public TimeSpan HeadPatience { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>A frame costs a socket some 30 µs: so that writing to a room's crowd takes no more than a sixth of a core.</summary>
    public TimeSpan RestPerConnection { get; init; } = TimeSpan.FromMicroseconds(200);

    /// <summary>Small rooms never wait.</summary>
    public TimeSpan RestMin { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Nobody notices so much where so many talk.</summary>
    public TimeSpan RestMax { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan BackOffMin { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan BackOffMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a feed rests after it has told so many connections something.</summary>
    public TimeSpan RestAfter(int connections) =>
        RestPerConnection * connections is var rest && rest < RestMin ? TimeSpan.Zero : rest < RestMax ? rest : RestMax;
}

/// <summary>When to try again: later after each failure.</summary>
internal sealed class BackOff(FeedTimes times)
{
    private int _failures;

    public TimeSpan NotBefore { get; private set; }

    public void Failed(TimeSpan now)
    {
        var pause = TimeSpan.FromTicks(Math.Min(times.BackOffMin.Ticks << Math.Min(_failures++, 10), times.BackOffMax.Ticks));
        NotBefore = now + (pause * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    public void Succeeded() => (_failures, NotBefore) = (0, default);
}

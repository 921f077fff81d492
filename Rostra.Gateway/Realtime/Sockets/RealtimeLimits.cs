namespace Rostra.Realtime;

/// <summary>What one connection may cost this gateway. Settings <c>Rostra:Limits:…</c>.</summary>
internal sealed class RealtimeLimits
{
    /// <summary>Unsent bytes of a socket.</summary>
    public long BacklogBytesMax { get; set; } = 1024 * 1024;

    /// <summary>How long a frame may wait to be sent.</summary>
    public TimeSpan BacklogAgeMax { get; set; } = TimeSpan.FromSeconds(5);

    public int SocketsPerAccountMax { get; set; } = 20;

    /// <summary>Of one address, an IPv6 network of 64 bits being one; callers on this machine are not counted unless <c>CountLoopback</c>.</summary>
    public int SocketsPerAddressMax { get; set; } = 200;

    /// <summary>Sockets that have not finished SignalR's handshake, which may take as long as a hello.</summary>
    public int UnfinishedHandshakesMax { get; set; } = 200;

    /// <summary>Beyond those, so many may wait for their place, each at most <see cref="HandshakeWaitMax"/>; the others are refused.</summary>
    public int HandshakesWaitingMax { get; set; } = 3_000;

    public TimeSpan HandshakeWaitMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Hellos that are answered at one time; the others wait, in the order in which they came, as long as any command may take.</summary>
    public int HellosAtOnceMax { get; set; } = 100;

    public TimeSpan HelloTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A frame from a client.</summary>
    public int FrameBytesMax { get; set; } = 32 * 1024;

    /// <summary>Commands of one socket that are under way at once; more wait.</summary>
    public int CommandsPerSocketMax { get; set; } = 64;

    /// <summary>Sends to one room that wait on this gateway.</summary>
    public int SendsPerRoomMax { get; set; } = 10_000;

    /// <summary>What the recent events of all rooms may hold together.</summary>
    public long TailBytesMax { get; set; } = 64L * 1024 * 1024;

    /// <summary>A stopping gateway says that it is not ready, and goes on as ever for so long: until every balancer has seen it.</summary>
    public TimeSpan StopNotice { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Then its sockets are told to go, not all at once but over this time.</summary>
    public TimeSpan GoAwaySpread { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The clients of a stopping gateway reconnect within this time, spread over it.</summary>
    public TimeSpan ReconnectWithin { get; set; } = TimeSpan.FromSeconds(5);
}

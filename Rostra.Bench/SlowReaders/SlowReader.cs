using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Rostra.Clients;

namespace Rostra.SlowReaders;

/// <summary>How a socket is read.</summary>
internal enum Pace
{
    Normal,

    /// <summary>A few bytes now and then: never idle, never in time.</summary>
    Dripping,
    Stopped,
}

/// <summary>A socket that can be read badly. Its receive buffer is small, so that what is not read soon waits in the server.</summary>
internal sealed class SlowReader : IAsyncDisposable
{
    private const int ReceiveBufferBytes = 4 * 1024;
    private const int DripBytes = 64;

    // Over loopback a segment has 64 KiB, and the kernel buffers megabytes of them; over a network it has this.
    private const int EthernetSegmentBytes = 1_460;
    private const int TcpLevel = 6;
    private const int TcpMaximumSegment = 2;
    private static readonly TimeSpan DripEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly byte[] _bytes = new byte[16 * 1024];
    private volatile TaskCompletionSource _resumed = new();
    private volatile Pace _pace;
    private Task _loops = Task.CompletedTask;

    /// <summary>Our end of the connection, by which the server's is found.</summary>
    public int LocalPort { get; private set; }

    /// <param name="greeting">What it says first; Rostra's, if not given.</param>
    public static async Task<SlowReader> Open(Uri server, string token, CancellationToken cancellation, byte[]? greeting = null)
    {
        var reader = new SlowReader();
        using var handler = new SocketsHttpHandler { ConnectCallback = (context, opening) => reader.Connect(context.DnsEndPoint, opening) };
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        reader._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        reader._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await reader._socket.ConnectAsync(new UriBuilder(new Uri(server, "/hub")) { Scheme = "ws" }.Uri, invoker, cancellation);
        await reader.Send(HubFrame.Handshake);
        await reader._socket.ReceiveAsync(reader._bytes, cancellation);
        await reader.Send(greeting ?? HubFrame.Invoke("1", "Hello", new { cursors = Array.Empty<WireCursor>() }));
        reader._loops = Task.WhenAll(reader.Reading(), reader.Pinging());
        return reader;
    }

    public void Read(Pace pace)
    {
        _pace = pace;
        if (pace is not Pace.Stopped) Interlocked.Exchange(ref _resumed, new()).TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        Read(Pace.Normal);
        await _loops;
        _socket.Dispose();
        _ended.Dispose();
    }

    private async ValueTask<Stream> Connect(DnsEndPoint server, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = ReceiveBufferBytes };
        socket.SetRawSocketOption(TcpLevel, TcpMaximumSegment, BitConverter.GetBytes(EthernetSegmentBytes));
        await socket.ConnectAsync(server.Host, server.Port, cancellation);
        LocalPort = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task Reading()
    {
        try
        {
            while (!_ended.IsCancellationRequested)
            {
                var resumed = _resumed.Task;
                if (_pace is Pace.Stopped) await resumed;
                if (_pace is Pace.Dripping) await Task.Delay(DripEvery, _ended.Token);
                var space = _pace is Pace.Dripping ? _bytes.AsMemory(0, DripBytes) : _bytes;
                if ((await _socket.ReceiveAsync(space, _ended.Token)).MessageType is WebSocketMessageType.Close) return;
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException or IOException)
        {
            // The server has closed it, which is what it shall do.
        }
    }

    private async Task Pinging()
    {
        using var timer = new PeriodicTimer(PingEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token)) await Send(HubFrame.Ping);
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException or IOException)
        {
            // As above.
        }
    }

    private async Task Send(byte[] frame) => await _socket.SendAsync(frame, WebSocketMessageType.Text, true, _ended.Token);
}

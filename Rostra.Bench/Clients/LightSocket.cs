using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Rostra.Clients;

/// <summary>
/// A socket to the hub without an HTTP client behind it, and with a small buffer: thousands of them cost the machine little. It does what its owner asks, and repeats nothing.
/// </summary>
internal sealed class LightSocket : IDisposable
{
    private const int BufferBytes = 2 * 1024;
    private const int HeadBytesMax = 8 * 1024;

    private static readonly byte[] s_headEnd = "\r\n\r\n"u8.ToArray();

    private readonly Socket _tcp;
    private readonly FrameCutter _cutter = new(BufferBytes);
    private WebSocket? _socket;

    // Closed without a goodbye, as when a network is gone; and no port is left waiting.
    private LightSocket() => _tcp = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new(enable: true, seconds: 0) };

    /// <summary>Connects, and finishes SignalR's handshake.</summary>
    /// <exception cref="RefusedException">The gateway answered with another status than 101.</exception>
    /// <exception cref="IOException">The way is broken.</exception>
    public static async Task<LightSocket> Open(Uri server, string token, CancellationToken cancellation)
    {
        var light = new LightSocket();
        try
        {
            await light.Connect(server, token, cancellation);
            await light.Send(HubFrame.Handshake, cancellation);
            while (!await light.Receive(frame => Check(frame), cancellation))
            {
            }

            return light;
        }
        catch (Exception fault)
        {
            light.Dispose();
            if (fault is SocketException or WebSocketException) throw new IOException(fault.Message, fault);
            throw;
        }
    }

    /// <summary>Never two at a time.</summary>
    public async Task Send(ReadOnlyMemory<byte> frame, CancellationToken cancellation) => await _socket!.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellation);

    /// <summary>Waits for something and hands over its frames, good during the call only. False: nothing whole had come yet.</summary>
    /// <exception cref="IOException">The socket has ended.</exception>
    public async ValueTask<bool> Receive(Action<ReadOnlyMemory<byte>> take, CancellationToken cancellation)
    {
        try
        {
            var got = await _socket!.ReceiveAsync(_cutter.Space(), cancellation);
            if (got.MessageType == WebSocketMessageType.Close) throw new IOException("The server closed the socket.");
            _cutter.Filled(got.Count);
        }
        catch (Exception fault) when (fault is WebSocketException or SocketException or ObjectDisposedException)
        {
            throw new IOException(fault.Message, fault);
        }

        var any = false;
        for (; _cutter.Next(out var frame); any = true) take(frame);
        return any;
    }

    public void Dispose()
    {
        _tcp.Dispose();
        _socket?.Dispose();
    }

    private static void Check(ReadOnlyMemory<byte> answer)
    {
        if (!answer.Span.SequenceEqual("{}"u8)) throw new IOException($"The hub's handshake failed: {Encoding.UTF8.GetString(answer.Span)}");
    }

    private async Task Connect(Uri server, string token, CancellationToken cancellation)
    {
        await _tcp.ConnectAsync(IPAddress.Parse(server.Host), server.Port, cancellation);
        var key = Convert.ToBase64String(Guid.NewGuid().ToByteArray());
        var request = $"GET /hub HTTP/1.1\r\nHost: {server.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer {token}\r\n\r\n";
        await _tcp.SendAsync(Encoding.ASCII.GetBytes(request), cancellation);
        await ReadHead(cancellation);
        _socket = WebSocket.CreateFromStream(new ReadAheadStream(_tcp), new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = TimeSpan.Zero });
    }

    // After it the server says nothing before we do, so whatever comes is the head.
    private async Task ReadHead(CancellationToken cancellation)
    {
        var head = new byte[HeadBytesMax];
        var length = 0;
        while (head.AsSpan(0, length).IndexOf(s_headEnd) < 0)
        {
            var got = await _tcp.ReceiveAsync(head.AsMemory(length), cancellation);
            if (got == 0) throw new IOException("The gateway closed the connection.");
            length += got;
        }

        var status = Encoding.ASCII.GetString(head, "HTTP/1.1 ".Length, 3);
        if (status != "101") throw new RefusedException(status);
    }
}

/// <summary>No socket now: the gateway said so, with an HTTP status.</summary>
internal sealed class RefusedException(string status) : IOException($"The gateway answered {status}.")
{
    public string Status => status;
}

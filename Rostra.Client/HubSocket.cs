using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace Rostra.Clients;

/// <summary>One socket to the hub, speaking SignalR's JSON protocol itself: cheap enough to hold hundreds of, and nothing is retried behind the caller.</summary>
internal sealed class HubSocket : IAsyncDisposable
{
    private const int QueuedMax = 1024;
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OpeningTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(15);

    private readonly ClientWebSocket _socket = new();
    private readonly Channel<byte[]> _outbox = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(QueuedMax) { SingleReader = true });
    private readonly ConcurrentDictionary<string, PendingInvocation> _pending = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Action<ReadOnlyMemory<byte>>? _received;
    private long _lastId;
    private Task _loops = Task.CompletedTask;

    private HubSocket(Action<ReadOnlyMemory<byte>>? received) => _received = received;

    public bool IsOpen => !_ended.IsCancellationRequested;

    /// <summary>Ends with the socket, when nothing is received any more.</summary>
    public Task Ended => _loops;

    /// <summary>Why the server closed it, where it said so.</summary>
    public string? CloseText { get; private set; }

    /// <param name="received">Called on the reading loop with each frame that the server pushes; the memory is good during the call only.</param>
    public static async Task<HubSocket> Open(Uri server, string token, Action<ReadOnlyMemory<byte>>? received, CancellationToken cancellation)
    {
        var hub = new HubSocket(received);
        try
        {
            using var opening = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            opening.CancelAfter(OpeningTime);
            await hub.Connect(server, token, opening.Token);
            hub._loops = Task.WhenAll(hub.Reading(), hub.Writing(), hub.Pinging());
            return hub;
        }
        catch (Exception fault)
        {
            await hub.DisposeAsync();
            if (fault is OperationCanceledException && !cancellation.IsCancellationRequested) throw new IOException("The socket did not open in time.", fault);
            if (fault is WebSocketException) throw new IOException(fault.Message, fault);
            throw;
        }
    }

    /// <summary>Calls the hub. Frames leave in the order of the calls. A cut or silent socket throws <see cref="IOException"/>: unknown outcome.</summary>
    public async Task<Answer<T>> Invoke<T>(string method, object argument)
        where T : class
    {
        var id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        var pending = new PendingInvocation<T>();
        _pending[id] = pending;
        if (!IsOpen || !_outbox.Writer.TryWrite(HubFrame.Invoke(id, method, argument))) pending.Cut("The socket is closed.");

        try
        {
            return await pending.Answer.WaitAsync(AnswerTime);
        }
        catch (TimeoutException silence)
        {
            End();
            throw new IOException($"{method} was not answered in {AnswerTime.TotalSeconds} s.", silence);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        End();
        await _loops;
        _socket.Dispose();
    }

    private async Task Connect(Uri server, string token, CancellationToken cancellation)
    {
        _socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        var hub = new UriBuilder(new Uri(server, "hub")) { Scheme = server.Scheme == "https" ? "wss" : "ws" }.Uri;
        await _socket.ConnectAsync(hub, cancellation);
        await _socket.SendAsync(HubFrame.Handshake, WebSocketMessageType.Text, true, cancellation);

        // The answer is one record of its own: nothing else is sent before Hello.
        var answer = new byte[1024];
        var got = await _socket.ReceiveAsync(answer, cancellation);
        var text = System.Text.Encoding.UTF8.GetString(answer, 0, got.Count);
        if (text != "{}\u001e") throw new IOException($"The hub's handshake failed: {text}");
    }

    private async Task Reading()
    {
        var cutter = new FrameCutter();
        try
        {
            while (IsOpen)
            {
                var got = await _socket.ReceiveAsync(cutter.Space(), _ended.Token);
                if (got.MessageType == WebSocketMessageType.Close) break;
                cutter.Filled(got.Count);
                while (cutter.Next(out var frame)) Take(frame);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException or IOException)
        {
            // A cut is an ordinary end here: whoever waits is told below.
        }
        finally
        {
            End();
        }
    }

    private void Take(ReadOnlyMemory<byte> frame)
    {
        var head = HubFrame.Read(frame.Span);
        if (head.Type == HubFrame.Invocation) _received?.Invoke(frame);
        else if (head.Type == HubFrame.Completion && _pending.TryGetValue(head.InvocationId!, out var pending)) pending.Complete(frame.Span, head.Error);
        else if (head.Type == HubFrame.Close) CloseText = head.Error;
    }

    private async Task Writing()
    {
        try
        {
            await foreach (var frame in _outbox.Reader.ReadAllAsync(_ended.Token))
            {
                await _socket.SendAsync(frame, WebSocketMessageType.Text, true, _ended.Token);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException or IOException)
        {
            End();
        }
    }

    private async Task Pinging()
    {
        using var timer = new PeriodicTimer(PingEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token)) _outbox.Writer.TryWrite(HubFrame.Ping);
        }
        catch (OperationCanceledException)
        {
            // The socket ended.
        }
    }

    private void End()
    {
        _ended.Cancel();
        foreach (var pending in _pending.Values) pending.Cut(CloseText ?? "The socket was cut.");
    }
}

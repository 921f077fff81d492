using System.Buffers;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Rostra.Testing;

/// <summary>A socket to the hub without any client library: what is written and read is exactly what is on the wire.</summary>
public sealed class HubSocket : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _asked = new();
    private readonly Channel<JsonElement> _batches = Channel.CreateUnbounded<JsonElement>();
    private readonly TaskCompletionSource<string?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource _reading = Reading();
    private string? _closeText;
    private int _lastId;

    /// <summary>All messages in the order they came, pings aside.</summary>
    public ConcurrentQueue<JsonElement> Frames { get; } = new();

    /// <summary>Completes when the socket is closed, with the text that SignalR's close message carried.</summary>
    public Task<string?> Closed => _closed.Task;

    public static Task<HubSocket> Open(string url, string accessToken, bool isNarrow = false) =>
        Open(url, "", ("Authorization", $"Bearer {accessToken}"), isNarrow);

    /// <summary>As a browser does.</summary>
    public static Task<HubSocket> OpenByTicket(string url, string ticket) => Open(url, $"?access_token={ticket}", ("Origin", url), isNarrow: false);

    private static async Task<HubSocket> Open(string url, string query, (string Name, string Value) header, bool isNarrow)
    {
        var hub = new HubSocket();
        hub._socket.Options.SetRequestHeader(header.Name, header.Value);
        var address = new Uri($"{url.Replace("http", "ws", StringComparison.Ordinal)}/hub{query}");
        using var handler = new SocketsHttpHandler { ConnectCallback = (context, cancellation) => Connect(context.DnsEndPoint.Host, context.DnsEndPoint.Port, isNarrow, cancellation) };
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        await hub._socket.ConnectAsync(address, invoker, CancellationToken.None);
        await hub.Write("""{"protocol":"json","version":1}""");
        _ = hub.Read();
        return hub;
    }

    public static async Task<HubSocket> Greeted(string url, string accessToken)
    {
        var hub = await Open(url, accessToken);
        await hub.Hello();
        return hub;
    }

    public async Task<JsonElement> Hello(params (Guid RoomId, long Seq)[] cursors)
    {
        var answer = await Ask("Hello", new { cursors = cursors.Select(cursor => new { roomId = cursor.RoomId, seq = cursor.Seq }) });
        return answer.TryGetProperty("value", out var welcome) ? welcome : throw new InvalidOperationException(answer.GetRawText());
    }

    /// <summary>The result of a command, which must not have failed as a call.</summary>
    public async Task<JsonElement> Ask(string target, object argument) => (await Call(target, argument)).GetProperty("result");

    /// <summary>The result of a command whose argument is written as it stands, right or wrong.</summary>
    public async Task<JsonElement> AskRaw(string target, string argument) =>
        (await Call(id => $$"""{"type":1,"target":"{{target}}","invocationId":"{{id}}","arguments":[{{argument}}]}""")).GetProperty("result");

    /// <summary>The whole completion. Written before this returns, so that the order of calls is the order on the wire.</summary>
    public Task<JsonElement> Call(string target, params object[] arguments) =>
        Call(id => JsonSerializer.Serialize(new { type = 1, target, invocationId = id, arguments }));

    private Task<JsonElement> Call(Func<string, string> message)
    {
        var id = Interlocked.Increment(ref _lastId).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var asked = _asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return Asked();

        async Task<JsonElement> Asked()
        {
            await Write(message(id));
            var first = await Task.WhenAny(asked.Task, _closed.Task).WaitAsync(Waiting.Limit);
            return first == asked.Task ? await asked.Task : throw new IOException($"The socket was closed before the answer came: {_closeText ?? "without a word"}.");
        }
    }

    /// <summary>Stops reading, but for what is just under way, until <see cref="Resumes"/>.</summary>
    public void Pauses() => _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Resumes() => _reading.SetResult();

    public Task Write(string message) => WriteRaw([.. Encoding.UTF8.GetBytes(message), RecordSeparator]);

    /// <summary>Bytes as they are, or a part of a frame whose end does not come.</summary>
    public async Task WriteRaw(byte[] bytes, bool isWhole = true)
    {
        await _writing.WaitAsync();
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, isWhole, CancellationToken.None);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The next batch that is asked for; those before it are passed over.</summary>
    public Task<JsonElement> Hears(Func<JsonElement, bool> which, string awaited = "a batch")
    {
        return Waiting.For(Next(), () => awaited, () => Frames.IsEmpty ? "nothing" : string.Join(Environment.NewLine, Frames.TakeLast(10)));

        async Task<JsonElement> Next()
        {
            while (true)
            {
                var batch = await _batches.Reader.ReadAsync();
                if (which(batch))
                {
                    return batch;
                }
            }
        }
    }

    /// <summary>Waits until the room is known up to the seq.</summary>
    public Task<JsonElement> Hears(Guid roomId, long upTo) => Hears(batch => batch.IsInterval(roomId) && batch.GetProperty("upTo").GetInt64() >= upTo, $"room {roomId} up to {upTo}");

    /// <summary>Waits for an event of a kind.</summary>
    public async Task<JsonElement> Hears(string type) =>
        (await Hears(batch => batch.Events.Any(happened => happened.Kind == type), $"a {type}")).Events.First(happened => happened.Kind == type);

    public IEnumerable<JsonElement> Batches => Frames.Where(frame => frame.TryGetProperty("target", out _)).Select(frame => frame.GetProperty("arguments")[0]);

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await Task.WhenAny(_closed.Task, Task.Delay(TimeSpan.FromSeconds(1)));
        _socket.Dispose();
        _writing.Dispose();
    }

    private static async ValueTask<Stream> Connect(string host, int port, bool isNarrow, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (isNarrow)
        {
            socket.ReceiveBufferSize = 4_096; // So that it is full soon.
        }

        await socket.ConnectAsync(host, port, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static TaskCompletionSource Reading()
    {
        var reading = new TaskCompletionSource();
        reading.SetResult();
        return reading;
    }

    private async Task Read()
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            while (_socket.State is WebSocketState.Open or WebSocketState.CloseSent)
            {
                await _reading.Task;
                var read = await _socket.ReceiveAsync(buffer.GetMemory(16 * 1024), CancellationToken.None);
                if (read.MessageType is WebSocketMessageType.Close)
                {
                    break;
                }

                buffer.Advance(read.Count);
                if (read.EndOfMessage)
                {
                    Take(buffer.WrittenSpan);
                    buffer.ResetWrittenCount();
                }
            }
        }
        catch (WebSocketException)
        {
            // Cut: the same end as a close.
        }

        _batches.Writer.TryComplete();
        _closed.TrySetResult(_closeText);
    }

    private void Take(ReadOnlySpan<byte> message)
    {
        while (message.IndexOf(RecordSeparator) is var end and >= 0)
        {
            var frame = JsonElement.Parse(message[..end]);
            message = message[(end + 1)..];
            switch (frame.TryGetProperty("type", out var type) ? type.GetInt32() : 0)
            {
                case 1:
                    Frames.Enqueue(frame);
                    _batches.Writer.TryWrite(frame.GetProperty("arguments")[0]);
                    break;
                case 3:
                    Frames.Enqueue(frame);
                    _asked[frame.GetProperty("invocationId").GetString()!].TrySetResult(frame);
                    break;
                case 7:
                    _closeText ??= frame.TryGetProperty("error", out var error) ? error.GetString() : null;
                    break;
            }
        }
    }
}

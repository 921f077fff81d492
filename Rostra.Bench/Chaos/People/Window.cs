using System.Text.Json;
using System.Threading.Channels;
using Rostra.Clients;

namespace Rostra.Chaos;

/// <summary>
/// One window of one person: connected to one gateway, coming back with its cursors after every cut, never sending anything under another name twice.
/// Everything it does and is told is in its history.
/// </summary>
internal sealed partial class Window(Person person, HistoryWriter writer, Doors doors, Stage stage, Random random) : IDisposable
{
    private const int BackoffMinMs = 500;
    private const int BackoffMaxMs = 5_000;
    private static readonly TimeSpan SettleMax = TimeSpan.FromSeconds(3);

    private readonly Diary _diary = new(writer);
    private readonly Dictionary<Guid, RoomHeld> _rooms = [];
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _mayRead = new(initialState: true);
    private Login? _login;
    private JsonElement? _epoch;
    private HubSocket? _socket;
    private int _connections;
    private volatile bool _isAskedAway;

    public string Name => writer.Client;

    public Person Person => person;

    /// <summary>Hello was answered, and the socket lives.</summary>
    public bool IsConnected { get; private set; }

    private Login Login => _login ??= new(person, _diary);

    private (string Name, Api Api) Door { get; set; }

    public void Dispose() => _mayRead.Dispose();

    public async Task Run(CancellationToken stopping)
    {
        for (var failures = 0; !stopping.IsCancellationRequested;)
        {
            var isAskedAway = false;
            try
            {
                Door = doors.Pick(random, failures > 0 ? Door.Name : null);
                if (await Connected(stopping)) failures = 0;
                isAskedAway = _isAskedAway;
            }
            catch (Exception cut) when (cut is IOException or OperationCanceledException or JsonException)
            {
                // Whatever it was, the way on is to come back with cursors.
            }

            if (isAskedAway || stopping.IsCancellationRequested) continue;
            await Task.Delay(random.Next(Math.Min(BackoffMinMs << Math.Min(failures++, 8), BackoffMaxMs)), CancellationToken.None);
        }
    }

    /// <summary>The network is gone under this window.</summary>
    public void Cut() => _ = _socket?.DisposeAsync().AsTask();

    /// <summary>Reads nothing for a while, as a phone in a tunnel.</summary>
    public async Task ReadNothing(TimeSpan time, CancellationToken cancellation)
    {
        var from = HistoryWriter.Now;
        _mayRead.Reset();
        try
        {
            await Task.Delay(time, cancellation);
        }
        finally
        {
            _mayRead.Set();
            writer.Write(new() { Client = "", Op = Op.Lag, Phase = Phase.Ok, Seq = HistoryWriter.Now - from });
        }
    }

    private async Task<bool> Connected(CancellationToken stopping)
    {
        if (await Login.Token(Door.Api, stopping) is not { } token) return false;
        _diary.IsOn(++_connections, Door.Name);
        _isAskedAway = false;
        var live = Channel.CreateUnbounded<(long At, WireBatch Batch)>();
        var hello = await Greet(token, live.Writer, stopping);
        if (hello is null) return false;

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var identity = _diary.Now;
        try
        {
            IsConnected = true;
            var hearing = Hear(hello, live.Reader, identity, ending.Token);
            var ended = CompleteAtEnd(_socket!, live.Writer);
            var doing = Task.WhenAll(SayAll(_socket!, ending.Token), DoThings(_socket!, ending.Token));
            await Task.WhenAny(hearing, doing, ended, GoAway(ending.Token));
            IsConnected = false;
            _isFinishing = true;
            if (_isAskedAway) await Task.WhenAny(doing, ended, Task.Delay(SettleMax, CancellationToken.None));
            await ending.CancelAsync();
            await _socket!.DisposeAsync();
            await Quietly(hearing);
            await Quietly(doing);
            return true;
        }
        finally
        {
            (IsConnected, _isFinishing) = (false, false);
            _diary.Write(new() { Client = "", Op = Op.Close, Phase = Phase.Ok, Code = _socket!.CloseText }, identity);
        }
    }

    private async Task<WireWelcome?> Greet(string token, ChannelWriter<(long, WireBatch)> live, CancellationToken stopping)
    {
        var cursors = Held().Where(held => held.IsMine).Select(held => new WireCursor(held.Room, held.Known)).ToArray();
        var answer = await _diary.Call<WireWelcome>(
            new() { Client = "", Op = Op.Connect },
            async () =>
            {
                try
                {
                    _socket = await HubSocket.Open(Door.Api.Url, token, frame => Receive(frame, live), stopping);
                }
                catch (IOException refused) when (refused.Message.Contains("401", StringComparison.Ordinal))
                {
                    Login.Lost();
                    return new(null, new Problem("unauthenticated"), 401);
                }

                var hello = await _socket.Invoke<WireWelcome>("Hello", new { cursors, epoch = _epoch });
                if (hello.Value is null) await _socket.DisposeAsync();
                return hello;
            },
            (welcome, line) => line with { Cursors = [.. Answers(welcome, cursors)] });
        return answer.Value;
    }

    private static IEnumerable<Cursor> Answers(WireWelcome welcome, WireCursor[] cursors)
    {
        var entries = welcome.CatchUp.ToLookup(entry => entry.RoomId);
        var tops = welcome.Rooms.ToDictionary(room => room.Id, room => room.LastSeq);
        foreach (var cursor in cursors)
        {
            var entry = entries[cursor.RoomId].FirstOrDefault();
            yield return new(
                cursor.RoomId, cursor.Seq, entry?.After, entry?.UpTo, entry?.More ?? false, entry?.Reset ?? false, entry?.Gone ?? false,
                tops.TryGetValue(cursor.RoomId, out var top) ? top : null);
        }

        foreach (var room in welcome.Rooms.Where(room => cursors.All(cursor => cursor.RoomId != room.Id))) yield return new(room.Id, null, Top: room.LastSeq);
    }

    private void Receive(ReadOnlyMemory<byte> frame, ChannelWriter<(long, WireBatch)> live)
    {
        _mayRead.Wait();
        live.TryWrite((HistoryWriter.Now, JsonSerializer.Deserialize<WireFrame>(frame.Span, Wire.Json)!.Arguments[0]));
    }

    private static async Task CompleteAtEnd(HubSocket socket, ChannelWriter<(long, WireBatch)> live)
    {
        await socket.Ended;
        live.TryComplete();
    }

    private static async Task Quietly(Task task) =>
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private List<RoomHeld> Held()
    {
        lock (_lock) return [.. _rooms.Values];
    }

    private RoomHeld? Held(Guid room)
    {
        lock (_lock) return _rooms.GetValueOrDefault(room);
    }
}

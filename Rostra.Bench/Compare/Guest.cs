using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using Rostra.Clients;

namespace Rostra.Compare;

/// <summary>One socket that hears its room, and speaks if it has to: as many messages under way as the window allows, each next one after an acknowledgement.</summary>
internal sealed class Guest : IDisposable
{
    private const int Completion = (byte)'3';
    private const int TypeAt = 8; // {"type":3

    private readonly LightSocket _socket;
    private readonly Contender _contender;
    private readonly Seat _seat;
    private readonly Meter _meter;
    private readonly bool _isTimed;
    private readonly Dictionary<long, long> _underWay = [];
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _lastId;
    private long _lastPlace;
    private int _toSend;

    private Guest(LightSocket socket, Contender contender, Seat seat, Meter meter, bool isTimed) =>
        (_socket, _contender, _seat, _meter, _isTimed) = (socket, contender, seat, meter, isTimed);

    private static ReadOnlySpan<byte> IdMark => "\"invocationId\":\""u8;

    private static ReadOnlySpan<byte> PlaceMark => "\"id\":"u8;

    private static ReadOnlySpan<byte> TextMark => "\"text\":\"@"u8;

    private static ReadOnlySpan<byte> RefusalMark => "\"refusal\":"u8;

    private static ReadOnlySpan<byte> ErrorMark => "\"error\":"u8;

    /// <summary>Places of own messages that were acknowledged.</summary>
    public PlaceSet Acked { get; } = new();

    public PlaceSet Heard { get; } = new();

    public Guid Room => _seat.Room;

    public long Doubled { get; private set; }

    public long OutOfOrder { get; private set; }

    public int UnderWay
    {
        get
        {
            lock (_underWay) return _underWay.Count;
        }
    }

    /// <summary>Ends when the socket does.</summary>
    public Task Listening { get; private set; } = Task.CompletedTask;

    public bool MaySpeak { get; set; }

    /// <param name="isTimed">Whether it looks at the time of each message that it hears; doing so everywhere would cost the driver too much.</param>
    public static async Task<Guest> Enter(Contender contender, Seat seat, Meter meter, bool isTimed, CancellationToken cancellation)
    {
        var guest = new Guest(await LightSocket.Open(seat.Server, seat.Token, cancellation), contender, seat, meter, isTimed);
        await guest._socket.Send(contender.Greeting, cancellation);
        guest.Listening = guest.Listen(cancellation);
        await Task.WhenAny(guest._greeted.Task, guest.Listening);
        if (!guest._greeted.Task.IsCompleted) await guest.Listening;
        return guest;
    }

    public async Task Speak(int window, CancellationToken cancellation)
    {
        MaySpeak = true;
        Interlocked.Add(ref _toSend, window);
        await SendAll(cancellation);
    }

    /// <summary>Says one thing, whatever else is under way; its times count from when it was due.</summary>
    public async Task Say(long due, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref _lastId);
        lock (_underWay) _underWay[id] = due;
        await Send(Message(id, due), cancellation);
    }

    /// <summary>So that the server does not take it for dead.</summary>
    public Task Ping(CancellationToken cancellation) => Send(HubFrame.Ping, cancellation);

    public void Dispose()
    {
        _socket.Dispose();
        _turn.Dispose();
    }

    private async Task Listen(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await _socket.Receive(Take, cancellation);
            if (Volatile.Read(ref _toSend) > 0) await SendAll(cancellation);
        }
    }

    private async Task SendAll(CancellationToken cancellation)
    {
        for (var count = Interlocked.Exchange(ref _toSend, 0); count > 0 && MaySpeak; count--) await Say(Stopwatch.GetTimestamp(), cancellation);
    }

    private async Task Send(byte[] frame, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await _socket.Send(frame, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    private byte[] Message(long id, long sent)
    {
        var text = $"@{sent} ".PadRight(Workload.TextLength, 'x');
        var arguments = _contender.TakesObject
            ? $$"""{"roomId":"{{_seat.Room}}","clientId":"{{Guid.CreateVersion7()}}","text":"{{text}}"}"""
            : $"\"{_seat.Room}\",\"{Guid.CreateVersion7()}\",\"{text}\"";
        return Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"{{id}}","target":"{{_contender.SendMethod}}","arguments":[{{arguments}}]}""" + (char)HubFrame.End);
    }

    private void Take(ReadOnlyMemory<byte> frame)
    {
        var bytes = frame.Span;
        if (bytes.Length <= TypeAt) return;
        if (bytes[TypeAt] == Completion) TakeAnswer(bytes);
        else TakeNews(bytes);
    }

    private void TakeAnswer(ReadOnlySpan<byte> answer)
    {
        var id = Number(answer, IdMark);
        if (id == 0)
        {
            if (answer.IndexOf(ErrorMark) >= 0) throw new BenchException($"{_contender.Name} does not greet: {Encoding.UTF8.GetString(answer)}");
            _greeted.TrySetResult();
            return;
        }

        long sent;
        lock (_underWay)
        {
            _underWay.Remove(id, out sent);
        }

        if (answer.IndexOf(RefusalMark) >= 0 || answer.IndexOf(ErrorMark) >= 0) _meter.Refuse();
        else
        {
            _meter.Ack(sent);
            Acked.Add(Number(answer[..answer.IndexOf(TextMark)], PlaceMark));
        }

        Interlocked.Increment(ref _toSend);
    }

    private void TakeNews(ReadOnlySpan<byte> news)
    {
        var count = 0;
        var rest = news;
        while (rest.IndexOf(TextMark) is var at and >= 0)
        {
            // Before the text stands the message's own number, and before that, if anything, the end of another message.
            var place = Number(rest[..at], PlaceMark);
            if (!Heard.Add(place)) Doubled++;
            else if (place < _lastPlace) OutOfOrder++;
            _lastPlace = Math.Max(place, _lastPlace);
            rest = rest[(at + TextMark.Length)..];
            if (_isTimed && Utf8Parser.TryParse(rest, out long sent, out _)) _meter.Delay(sent);
            count++;
        }

        if (count > 0) _meter.Deliver(count);
    }

    private static long Number(ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark)
    {
        var at = text.IndexOf(mark);
        return at >= 0 && Utf8Parser.TryParse(text[(at + mark.Length)..], out long number, out _) ? number : throw new BenchException($"A frame without {Encoding.UTF8.GetString(mark)}.");
    }
}

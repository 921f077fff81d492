using System.Net.WebSockets;
using Rostra.Clients;

namespace Rostra.Replay;

/// <summary>The open sockets, at most so many: given to who says much, taken back from who has been silent longest.</summary>
/// <param name="isUnlimited">The server does not limit what one account sends.</param>
internal sealed class Voices(Api api, People people, int socketsMax, bool isUnlimited = false) : IVoices, IAsyncDisposable
{
    /// <summary>From here on a socket pays for its opening.</summary>
    private const int LinesForSocket = 8;
    private readonly Lock _lock = new();
    private readonly Dictionary<Speaker, Seat> _seats = [];
    private long _clock;

    /// <summary>With every socket in use it is HTTP.</summary>
    public async Task<LentVoice> Borrow(Speaker speaker, CancellationToken cancellation)
    {
        if (speaker.Lines < LinesForSocket || Take(speaker, cancellation, out var evicted) is not { } seat) return new(new HttpVoice(api, people[speaker]), () => { });

        if (evicted is not null) await evicted.Close();
        try
        {
            return new(new SocketVoice(await seat.Socket, seat.Budget), () => Leave(seat));
        }
        catch (IOException)
        {
            Leave(seat);
            return new(new HttpVoice(api, people[speaker]), () => { });
        }
    }

    public async ValueTask DisposeAsync()
    {
        Seat[] open;
        lock (_lock) open = [.. _seats.Values];
        foreach (var seat in open) await seat.Close();
    }

    private Seat? Take(Speaker speaker, CancellationToken cancellation, out Seat? evicted)
    {
        lock (_lock)
        {
            evicted = null;
            if (_seats.TryGetValue(speaker, out var seat))
            {
                if (seat.IsLost && seat.Users == 0) seat.Reopen(Open(speaker, cancellation));
                else if (seat.IsLost) return null; // Its other room still counts what was cut.
            }
            else
            {
                if (_seats.Count >= socketsMax && (evicted = Idlest()) is null) return null;
                if (evicted is not null) _seats.Remove(evicted.Speaker);
                _seats[speaker] = seat = new Seat(speaker, Open(speaker, cancellation), people[speaker].IsNew, isUnlimited);
            }

            seat.Users++;
            return seat;
        }
    }

    private Seat? Idlest() => _seats.Values.Where(seat => seat.Users == 0).MinBy(seat => seat.LastUsed);

    private void Leave(Seat seat)
    {
        lock (_lock)
        {
            seat.Users--;
            seat.LastUsed = ++_clock;
        }
    }

    private async Task<HubSocket> Open(Speaker speaker, CancellationToken cancellation)
    {
        await Task.Yield(); // Called under the lock.
        var token = await people.Token(speaker, cancellation);
        HubSocket socket;
        try
        {
            socket = await HubSocket.Open(api.Url, token, null, cancellation);
        }
        catch (IOException fault) when (fault.InnerException is WebSocketException && fault.Message.Contains("401", StringComparison.Ordinal))
        {
            people[speaker].Distrust(token);
            throw;
        }

        var hello = await socket.Invoke<WireHello>("Hello", new { cursors = Array.Empty<WireCursor>() });
        if (hello.Problem is null) return socket;

        await socket.DisposeAsync();
        throw new IOException($"Hello was refused: {hello.Problem}");
    }

    /// <summary>A person's socket and who uses it: one room, or several.</summary>
    private sealed class Seat(Speaker speaker, Task<HubSocket> socket, bool isNew, bool isUnlimited)
    {
        public Speaker Speaker { get; } = speaker;

        public Task<HubSocket> Socket { get; private set; } = socket;

        public SendBudget Budget { get; } = new(TimeProvider.System, isNew, isUnlimited);

        public int Users { get; set; }

        public long LastUsed { get; set; }

        public bool IsLost => Socket.IsFaulted || Socket.IsCanceled || (Socket.IsCompletedSuccessfully && !Socket.Result.IsOpen);

        public void Reopen(Task<HubSocket> socket) => Socket = socket;

        public async Task Close()
        {
            try
            {
                await (await Socket).DisposeAsync();
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException)
            {
                // It never opened.
            }
        }
    }
}
